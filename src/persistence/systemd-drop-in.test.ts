import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemdDropIn } from './systemd-drop-in.ts'

testKind(systemdDropIn, {
  tree: {
    '/etc/passwd': 'bob:x:1000:1000::/home/bob:/bin/sh\n',
    '/etc/systemd/system/ssh.service.d/10-x.conf':
      '[Unit]\nAfter=network.target\n[Service]\nExecStart=\nExecStart=-/usr/sbin/sshd -D\nExecStartPost=/bin/sh -c \\\n "/tmp/x &"\nEnvironment=LD_PRELOAD=/tmp/y.so\nLimitNOFILE=9\n',
    '/etc/systemd/system/ssh.service.d/readme': '[Service]\nExecStart=/no\n',
    '/usr/lib/systemd/system/user@.service.d/login.conf': '[Service]\nTasksMax=33%\n',
    '/home/bob/.config/systemd/user/a.service.d/o.conf': '[Service]\nExecStartPre=/tmp/z\n',
  },
  lists: [
    '/etc/systemd/system/ssh.service.d/10-x.conf:5 /usr/sbin/sshd -D',
    '/etc/systemd/system/ssh.service.d/10-x.conf:6 /bin/sh -c  "/tmp/x &"',
    '/etc/systemd/system/ssh.service.d/10-x.conf:8 LD_PRELOAD=/tmp/y.so',
    '/home/bob/.config/systemd/user/a.service.d/o.conf:2 /tmp/z',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.when, e.user]),
      [
        ['ssh.service', 'ExecStart', ''],
        ['ssh.service', 'ExecStartPost', ''],
        ['ssh.service', 'Environment', ''],
        ['a.service', 'ExecStartPre', 'bob'],
      ],
    ),
})
