import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, eventOf, fileOrigin, incidentOf, processOrigin } from '../../test/events.ts'
import { anchorOf } from './anchor.ts'

const now = at('2026-05-02 00:00:00')
const process = processOrigin(4242, '2026-05-01 03:20:00')

test('a forged time of modification moves nothing', () => {
  const file = fileOrigin('/tmp/.x/xmrig', '2026-05-01 03:19:30', { mtime: at('2019-01-01 00:00:00') })
  assert.equal(anchorOf(incidentOf({ origins: { processes: [process], files: [file] } }), [], now)?.at, at('2026-05-01 03:19:30'))
})

test('a file of the system that it wrote into is older than it', () => {
  const file = fileOrigin('/etc/crontab', '2024-01-01 00:00:00', { ctime: at('2026-05-01 03:19:50') })
  const base = incidentOf().findings[0]
  const findings = [base, { ...base, id: 'F-2', about: ['autostart:system-crontab:/etc/crontab#3'] as const }] as const
  assert.equal(anchorOf(incidentOf({ findings, origins: { processes: [process], files: [file] } }), [], now)?.at, at('2026-05-01 03:19:50'))
})

test('its first scheduled run is older than the process that runs now', () => {
  const run = eventOf('2026-04-30 10:00:00', 'scheduled', { source: 'cron', command: '/tmp/.x/xmrig -B', count: 90 })
  const asked = eventOf('2026-03-01 10:00:00', 'request', { source: 'web-access', request: 'GET /tmp/.x/xmrig' })
  const typed = eventOf('2026-03-01 10:00:00', 'scheduled', { source: 'cron', command: '/tmp/.x/xmrig', clock: 'assumed' })
  const anchor = anchorOf(incidentOf({ origins: { processes: [process], files: [] } }), [asked, typed, run], now)
  assert.equal(anchor?.at, at('2026-04-30 10:00:00'))
  assert.deepEqual(anchor?.events, [run.id])
})

test('nothing known, nothing said; what lies in the future is not believed', () => {
  assert.equal(anchorOf(undefined, [], now), undefined)
  const file = fileOrigin('/tmp/.x/xmrig', '2030-01-01 00:00:00')
  assert.equal(anchorOf(incidentOf({ origins: { processes: [], files: [file] } }), [], now), undefined)
})
