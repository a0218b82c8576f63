import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
import { shown, testKind } from '../../test/kinds.ts'
import { systemdService } from './systemd-service.ts'

const bot = `[Unit]
Description=Bot service
[Service]
Environment="LD_PRELOAD=/usr/local/lib/x.so" LANG=C
ExecStartPre=-/bin/true
ExecStart=
ExecStart=@/tmp/kinsing bot \\
  # quiet
  -a
Restart=always
User=nobody
[Install]
WantedBy=multi-user.target
`

testKind(systemdService, {
  tree: {
    '/etc/systemd/system/bot.service': bot,
    '/etc/systemd/system/multi-user.target.wants/bot.service': { link: '/etc/systemd/system/bot.service' },
    '/etc/systemd/system/masked.service': { link: '/dev/null' },
    '/etc/systemd/system/alias.service': { link: '/lib/systemd/system/real.service' },
    '/etc/systemd/system/linked.service': { link: '/opt/app/linked.service' },
    '/etc/systemd/system/over.service': '[Service]\nExecStart=/bin/new\n',
    '/opt/app/linked.service': '[Service]\nExecStart=/opt/app/run\n',
    '/lib': { link: 'usr/lib' },
    '/usr/lib/systemd/system/real.service': '[Service]\nExecStart=/usr/sbin/real\n',
    '/usr/lib/systemd/system/over.service': '[Service]\nExecStart=/bin/old\n',
    '/usr/lib/systemd/system/masked.service': '[Service]\nExecStart=/bin/masked\n',
    '/usr/lib/systemd/system/off.service': '[Service]\nExecStart=/bin/off\n[Install]\nWantedBy=multi-user.target\n',
    '/usr/lib/systemd/system/tty@.service': '[Service]\nExecStart=/sbin/tty %i\n[Install]\nWantedBy=getty.target\n',
    '/etc/systemd/system/getty.target.wants/tty@tty1.service': { link: '/lib/systemd/system/tty@.service' },
    '/usr/lib/systemd/system/nothing.service': '[Unit]\nSuccessAction=exit\n',
    '/usr/lib/systemd/system/x.timer': '[Timer]\nOnBootSec=1\n',
  },
  lists: [
    '/etc/systemd/system/bot.service:1 LD_PRELOAD=/usr/local/lib/x.so /bin/true; /tmp/kinsing bot  -a',
    '/etc/systemd/system/linked.service:1 /opt/app/run',
    '/etc/systemd/system/over.service:1 /bin/new',
    '/usr/lib/systemd/system/masked.service:1 /bin/masked',
    '/usr/lib/systemd/system/off.service:1 /bin/off',
    '/usr/lib/systemd/system/over.service:1 /bin/old',
    '/usr/lib/systemd/system/real.service:1 /usr/sbin/real',
    '/usr/lib/systemd/system/tty@.service:1 /sbin/tty %i',
  ],
  also: entries => {
    assert.deepEqual(
      entries.filter(e => e.disabled).map(e => e.name),
      ['masked.service', 'off.service', 'over.service'],
    )
    const [first] = entries
    assert.deepEqual(
      [first?.when, first?.user, first?.trigger, first?.extent],
      ['WantedBy=multi-user.target; Restart=always', 'nobody', 'boot', 'file'],
    )
  },
})

test('a unit file that is a directory or empty is nothing', () => {
  assert.deepEqual(
    autostartsOf(systemdService, { '/etc/systemd/system/a.service/x': '', '/etc/systemd/system/b.service': '' }).map(shown),
    [],
  )
})
