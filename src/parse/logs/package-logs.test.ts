import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import type { LineFormat } from '../../core/log-format.ts'
import { apkLog, aptHistory, dpkgLog, rpmLog, zypperHistory } from './package-logs.ts'

const told = (format: LineFormat, ...lines: string[]) =>
  draftsOf(format, '/var/log/x', ...lines).map(d =>
    [d.time && new Date(d.time.ms).toISOString().slice(0, 19), d.verb, d.user, d.method, d.package, d.command].filter(Boolean).join(' | '),
  )

test('dpkg: what was asked of it, not each of its states', () => {
  assert.deepEqual(
    told(
      dpkgLog,
      '2026-01-02 03:04:05 startup archives unpack',
      '2026-01-02 03:04:05 install tor:amd64 <none> 0.4.7.16-1',
      '2026-01-02 03:04:05 status half-installed tor:amd64 0.4.7.16-1',
      '2026-01-02 03:04:06 upgrade libc6:amd64 2.36-9 2.36-10',
      '2026-01-02 03:04:07 remove aegis:all 1.0 <none>',
    ),
    [
      '2026-01-02T03:04:05 | package | install | tor:amd64 0.4.7.16-1',
      '2026-01-02T03:04:06 | package | upgrade | libc6:amd64 2.36-10',
      '2026-01-02T03:04:07 | package | remove | aegis:all 1.0',
    ],
  )
})

test('apt: one event for each deed, with who asked and how', () => {
  const block = [
    '',
    'Start-Date: 2026-01-02  03:04:05',
    'Commandline: apt-get install -y tor',
    'Requested-By: deploy (1000)',
    'Install: tor:amd64 (0.4.7.16-1)',
    'End-Date: 2026-01-02  03:04:09',
  ]
  assert.deepEqual(told(aptHistory, ...block, ...block.slice(0, 3)), [
    '2026-01-02T03:04:05 | package | deploy | install | tor:amd64 (0.4.7.16-1) | apt-get install -y tor',
  ])
})

test('yum, dnf, zypper, apk', () => {
  assert.deepEqual(
    told(
      rpmLog,
      'Jan 02 03:04:05 Installed: nginx-1.18.0-1.el7.x86_64',
      '2026-01-02T03:04:05+0000 SUBDEBUG Erase: tor-0.4.7.16-1.el9.x86_64',
      '2026-01-02T03:04:05+0000 DDEBUG Command: dnf install -y tor '.trimEnd(),
    ),
    [
      '1972-01-02T03:04:05 | package | installed | nginx-1.18.0-1.el7.x86_64',
      '2026-01-02T03:04:05 | package | erase | tor-0.4.7.16-1.el9.x86_64',
      '2026-01-02T03:04:05 | command | dnf install -y tor',
    ],
  )
  assert.deepEqual(told(zypperHistory, '# 2026-01-02 03:04:05 x', '2026-01-02 03:04:05|install|tor|0.4.7|x86_64|root@web|repo|abc|'), [
    '2026-01-02T03:04:05 | package | install | tor 0.4.7',
  ])
  assert.deepEqual(
    told(apkLog, 'Running `apk add tor` at 2026-01-02 03:04:05', '(1/1) Installing tor (0.4.8.9-r0)', 'OK: 9 MiB in 15 packages'),
    ['2026-01-02T03:04:05 | command | apk add tor', '2026-01-02T03:04:05 | package | installing | tor 0.4.8.9-r0'],
  )
})

test('near misses', () => {
  assert.deepEqual(
    told(dpkgLog, 'x 2026-01-02 03:04:05 install tor:amd64 <none> 1', '2026-01-02 03:04:05 install tor extra words here 1', 'install tor'),
    [],
  )
  assert.deepEqual(told(rpmLog, 'x Installed: a', 'Jan 02 03:04:05 NotInstalled: a'), [])
})

test('property: any text, no throw', () => {
  for (const format of [dpkgLog, aptHistory, rpmLog, zypperHistory, apkLog])
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ maxLength: 80 }),
            fc.constantFrom('Start-Date: 2026-01-02  03:04:05', 'End-Date: x', '2026-01-02 03:04:05 install '),
          ),
        ),
        lines => void draftsOf({ ...format, needles: [] }, '/a', ...lines),
      ),
    )
})
