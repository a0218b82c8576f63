import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOrigin, incidentOf, processOrigin } from '../../test/events.ts'
import { some } from '../core/some.ts'
import { broughtBy } from './brought.ts'

const base = incidentOf()
const finding = base.findings[0]
const origins = {
  processes: [
    processOrigin(4242, '2026-05-01 03:20:00'),
    processOrigin(500, '2026-04-01 00:00:00', { name: 'rsyslogd', exe: '/usr/sbin/rsyslogd' }),
  ],
  files: [
    fileOrigin('/tmp/.x/xmrig', '2026-05-01 03:19:30'),
    fileOrigin('/usr/sbin/rsyslogd', '2026-01-01 00:00:00'),
    fileOrigin('/usr/bin/sudo', '2026-01-01 00:00:00'),
  ],
}

test('who lost a log brought nothing, nor did the sudo through which it was started', () => {
  const wiped = {
    ...finding,
    id: 'F-2',
    detector: 'wiped-log',
    class: 'tampering',
    about: ['process:500@1', 'file:/usr/sbin/rsyslogd'],
  } as const
  const { processes, files } = broughtBy({ ...base, findings: some([finding, wiped])!, origins })
  assert.deepEqual([processes.map(p => p.pid), files.map(f => f.path)], [[4242], ['/tmp/.x/xmrig']])
})

test('near miss: a system program that a finding names is its own', () => {
  const odd = { ...finding, id: 'F-3', detector: 'unpackaged-system-program', class: 'provenance', about: ['file:/usr/bin/sudo'] } as const
  assert.ok(broughtBy({ ...base, findings: some([finding, odd])!, origins }).files.some(f => f.path === '/usr/bin/sudo'))
})

test('where nobody is named guilty, all but the system is looked at', () => {
  const context = { ...finding, signal: 'context' } as const
  assert.deepEqual(
    broughtBy({ ...base, findings: [context], origins }).files.map(f => f.path),
    ['/tmp/.x/xmrig'],
  )
})
