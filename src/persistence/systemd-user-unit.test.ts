import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemdUserUnit } from './systemd-user-unit.ts'

testKind(systemdUserUnit, {
  tree: {
    '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nbob:x:1000:1000::/home/bob:/bin/sh\n',
    '/home/bob/.config/systemd/user/sync.service': '[Service]\nExecStart=%h/.config/sync\n[Install]\nWantedBy=default.target\n',
    '/home/bob/.config/systemd/user/default.target.wants/sync.service': { link: '../sync.service' },
    '/home/bob/.config/systemd/user/sync.timer': '[Timer]\nOnCalendar=minutely\n',
    '/root/.local/share/systemd/user/r.service': '[Service]\nExecStart=/tmp/r\n',
    '/etc/systemd/user/all.service': '[Service]\nExecStart=/usr/bin/all\n',
    '/usr/lib/systemd/user/all.service': '[Service]\nExecStart=/usr/bin/older\n',
    '/run/user/1000/systemd/transient/t.service': '[Service]\nExecStart=/usr/bin/t\n',
  },
  lists: [
    '/root/.local/share/systemd/user/r.service:1 /tmp/r',
    '/home/bob/.config/systemd/user/sync.service:1 %h/.config/sync',
    '/run/user/1000/systemd/transient/t.service:1 /usr/bin/t',
    '/etc/systemd/user/all.service:1 /usr/bin/all',
    '/usr/lib/systemd/user/all.service:1 /usr/bin/older',
    '/home/bob/.config/systemd/user/sync.timer:1 %h/.config/sync',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.trigger, e.user, e.disabled === true]),
      [
        ['login', 'root', false],
        ['login', 'bob', false],
        ['login', '1000', false],
        ['login', '', false],
        ['login', '', true],
        ['schedule', 'bob', false],
      ],
    ),
})
