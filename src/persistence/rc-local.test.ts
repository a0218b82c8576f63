import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { rcLocal } from './rc-local.ts'

const content = `#!/bin/sh -e
#
# rc.local
set -e
touch /var/lock/subsys/local
if [ -x /tmp/x ]; then
  /tmp/x
fi
nohup /tmp/y \\
  -o pool >/dev/null &   # hidden
exit 0
/never
`

const commands = [
  '/etc/rc.local:5 touch /var/lock/subsys/local',
  '/etc/rc.local:6 if [ -x /tmp/x ]; then\n  /tmp/x\nfi',
  '/etc/rc.local:9 nohup /tmp/y \\\n  -o pool >/dev/null &',
  '/etc/rc.local:12 /never',
]

testKind(rcLocal, {
  tree: {
    '/etc/rc.d/rc.local': { content, mode: 0o755 },
    '/etc/rc.local': { link: 'rc.d/rc.local' },
    '/etc/init.d/boot.local': '/opt/a\n',
  },
  lists: [...commands, '/etc/init.d/boot.local:1 /opt/a'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.disabled === true),
      [false, false, false, true, false],
    ),
})

testKind(rcLocal, {
  tree: { '/etc/rc.local': content },
  lists: commands,
  also: entries => assert.ok(entries.every(e => e.disabled)),
})
