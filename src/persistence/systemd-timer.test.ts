import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { systemdTimer } from './systemd-timer.ts'

testKind(systemdTimer, {
  tree: {
    '/etc/systemd/system/kube.timer':
      '[Timer]\nOnBootSec=1min\nOnUnitActiveSec=5min\nUnit=KubeUpdate.service\n[Install]\nWantedBy=timers.target\n',
    '/etc/systemd/system/timers.target.wants/kube.timer': { link: '/etc/systemd/system/kube.timer' },
    '/etc/systemd/system/lost.timer': '[Timer]\nOnCalendar=hourly\n[Install]\nWantedBy=timers.target\n',
    '/usr/lib/systemd/system/dump@.timer': '[Timer]\nOnCalendar=weekly\n',
    '/usr/lib/systemd/system/dump@.service': '[Service]\nUser=postgres\nExecStart=/usr/bin/dump %i\n',
    '/usr/lib/systemd/system/KubeUpdate.service': '[Service]\nExecStart=/tmp/.x/kubeupd\n',
  },
  lists: [
    '/etc/systemd/system/kube.timer:1 /tmp/.x/kubeupd',
    '/etc/systemd/system/lost.timer:1 lost.service',
    '/usr/lib/systemd/system/dump@.timer:1 /usr/bin/dump %i',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.trigger, e.when, e.user, e.disabled === true]),
      [
        ['schedule', 'OnBootSec=1min; OnUnitActiveSec=5min', 'root', false],
        ['schedule', 'OnCalendar=hourly', 'root', true],
        ['schedule', 'OnCalendar=weekly', 'postgres', false],
      ],
    ),
})
