import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { corpora } from '../../../test/corpora.ts'
import { utcZone } from '../../core/zone.ts'
import { diskRoot } from '../../host/disk.ts'
import { logFormats } from '../../parse/logs/index.ts'
import { readLogs } from './read-logs.ts'

const logs = join(corpora, 'logs')
const skip = existsSync(logs) ? false : 'the corpora are not here: real samples that may not be bundled'

function read(folder: string) {
  const { events, sources, gaps } = readLogs(diskRoot(`${logs}/${folder}`) as never, logFormats, { collected: true, zone: utcZone })
  assert.deepEqual(gaps, [])
  const count = (verb: string, method?: string): number =>
    events.filter(e => e.verb === verb && (method === undefined || e.method === method)).reduce((n, e) => n + e.count, 0)
  return { count, events, of: (source: string) => sources.find(s => s.source === source) }
}

test('2,000 lines of a real sshd (loghub), to the last', { skip }, () => {
  const { count, of, events } = read('loghub')
  assert.deepEqual(
    [of('auth')?.lines, of('auth')?.from?.slice(5, 19), of('auth')?.to?.slice(5, 19)],
    [2000, '12-10T06:55:46', '12-10T11:04:45'],
  )
  // As many as grep counts: 518 lines, two of them repeated five times, and the four of method none.
  assert.deepEqual([count('login-failed', 'password'), count('login-failed', 'none'), count('login-failed', 'unknown-user')], [528, 4, 113])
  assert.deepEqual(
    events.filter(e => e.verb === 'login').map(e => [e.user, e.address]),
    [['fztu', '119.137.62.142']],
  )
})

test('small samples of many kinds (plaso)', { skip }, () => {
  const { count, of } = read('plaso')
  assert.deepEqual([of('history')?.lines, of('history')?.to, count('command')], [11, '2021-06-10T22:30:36.000Z', 7])
  assert.deepEqual([of('packages')?.lines, count('package')], [4, 1])
  assert.deepEqual([of('postgresql')?.lines, of('web-access')?.lines], [22, 15])
})
