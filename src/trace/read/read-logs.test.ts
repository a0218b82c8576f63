import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Instant } from '../../core/instant.ts'
import { utcZone } from '../../core/zone.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { authLog } from '../../parse/logs/auth-log.ts'
import { journalLog } from '../../parse/logs/journal.ts'
import { findLogs } from './find-logs.ts'
import { type ReadOptions, readLogs } from './read-logs.ts'

const day = (n: number): Instant => `2026-0${n < 32 ? '1' : '2'}-${String(n < 32 ? n : n - 31).padStart(2, '0')}T12:00:00.000Z` as Instant
const accepted = (time: string, user: string) => `${time} web sshd[7]: Accepted password for ${user} from 192.0.2.7 port 50123 ssh2\n`
const failed = (time: string, user = 'root') => `${time} web sshd[7]: Failed password for ${user} from 192.0.2.9 port 50123 ssh2\n`

function read(tree: Readonly<Record<string, Node>>, options: ReadOptions = {}) {
  return readLogs(memoryHost(tree, { name: 'web', now: '2026-02-10T00:00:00Z' }), [authLog], { zone: utcZone, ...options })
}
const told = (tree: Readonly<Record<string, Node>>, options: ReadOptions = {}) =>
  read(tree, options)
    .events.filter(e => e.verb !== 'log-gap')
    .map(e => [e.at.slice(0, 19), e.verb, e.user, e.count, e.clock, e.locator].join(' '))

test('logs named by their day: those that are packed too, each once', () => {
  const tree = {
    '/opt/a/logs/access_log.2026-01-07.log.gz': gzipSync(accepted('Jan  7 10:00:00', 'a')),
    '/opt/b/logs/access_log': accepted('Jan  9 10:00:00', 'b'),
    '/opt/b/logs/access_log.1.gz': gzipSync(accepted('Jan  8 10:00:00', 'b')),
  }
  const chains = findLogs(
    memoryHost(tree, { name: 'web', now: '2026-02-10T00:00:00Z' }),
    { ...authLog, paths: ['/opt/*/logs/access_log*'] },
    [],
  )
  assert.deepEqual(
    chains.flatMap(({ files }) => files.map(({ path }) => path)),
    ['/opt/b/logs/access_log.1.gz', '/opt/b/logs/access_log', '/opt/a/logs/access_log.2026-01-07.log.gz'],
  )
})

test('a log and all that it was rotated to, oldest first, with years over new year', () => {
  const tree = {
    '/var/log/auth.log': { content: accepted('Jan  9 10:00:00', 'c'), mtime: day(9) },
    '/var/log/auth.log.1': { content: accepted('Dec 31 23:00:00', 'a') + accepted('Jan  1 01:00:00', 'b'), mtime: day(1) },
    '/var/log/auth.log.2.gz': { content: gzipSync(accepted('Dec 20 10:00:00', 'z')), mtime: '2025-12-20T12:00:00.000Z' as Instant },
    '/var/log/auth.log.bak2': accepted('Jan  9 10:00:00', 'no rotation'),
  }
  assert.deepEqual(told(tree), [
    '2025-12-20T10:00:00 login z 1 local /var/log/auth.log.2.gz:1',
    '2025-12-31T23:00:00 login a 1 local /var/log/auth.log.1:1',
    '2026-01-01T01:00:00 login b 1 local /var/log/auth.log.1:2',
    '2026-01-09T10:00:00 login c 1 local /var/log/auth.log:1',
  ])
  const [state] = read(tree).sources
  assert.deepEqual([state?.holes.length, state?.from, state?.lines, state?.paths.length], [5, '2025-12-20T10:00:00.000Z', 4, 3])
})

test('equal records are one event; line numbers are those of the file', () => {
  const noise = 'Jan  9 10:00:00 web CRON[1]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)\n'
  const content =
    noise +
    failed('Jan  9 10:00:01') +
    noise.repeat(3) +
    failed('Jan  9 10:00:02') +
    failed('Jan  9 10:00:03', 'git') +
    failed('Jan  9 15:00:00')
  const { events } = read({ '/var/log/secure': { content, mtime: day(9) } })
  assert.deepEqual(
    events.map(e => [e.locator, e.user, e.count, e.until]),
    [
      ['/var/log/secure:2', 'root', 2, '2026-01-09T10:00:02.000Z'],
      ['/var/log/secure:7', 'git', 1, undefined],
      ['/var/log/secure:8', 'root', 1, undefined],
    ],
  )
})

test('without a zone the spread says so; a zone in the record is believed', () => {
  const [a, b] = readLogs(memoryHost({ '/var/log/auth.log': { content: accepted('Jan  9 10:00:00', 'a'), mtime: day(9) } }), [
    authLog,
  ]).events.concat(read({ '/var/log/auth.log': accepted('2026-01-09T10:00:00+08:00', 'a') }).events)
  assert.deepEqual([a?.clock, a?.spread, b?.clock, b?.spread, b?.at], ['assumed', 50_401, 'zoned', 1, '2026-01-09T02:00:00.000Z'])
})

test('too many events: the rare and those near the anchor stay, the rest is counted', () => {
  let content = accepted('Jan  1 00:00:00', 'rare')
  for (let i = 0; i < 5000; i++)
    content += failed(`Jan ${String(1 + Math.floor(i / 250)).padStart(2)} 10:${String(i % 60).padStart(2, '0')}:00`, `u${i}`)
  const { events, gaps, sources } = read({ '/var/log/auth.log': { content, mtime: day(20) } }, { mostEvents: 1000, around: day(3) })
  const kept = events.filter(e => e.verb !== 'log-gap')
  assert.equal(kept.length, 1000)
  assert.ok(kept.some(e => e.user === 'rare'))
  assert.equal(kept.filter(e => e.at.startsWith('2026-01-03')).length, 250)
  assert.match(gaps[0]?.detail ?? '', /^auth-log: 4001 more of "login-failed failure by sshd"/)
  assert.equal(sources[0]?.events, 5001)
})

test('nothing there, and nothing that may be read', () => {
  assert.deepEqual(
    read({}).sources.map(s => s.state),
    ['absent'],
  )
  const denied = read({ '/var/log/auth.log': { content: 'x', gap: 'denied' } })
  assert.deepEqual([denied.events.length, denied.sources[0]?.state, denied.gaps[0]?.why], [0, 'unreadable', 'denied'])
})

test('a journal and what it was rotated to are one log, the youngest last; one without its forerunner is a log of its own', () => {
  const host = memoryHost({
    '/var/log/journal/m/system.journal': 'x',
    [`/var/log/journal/m/system@${'a'.repeat(32)}-0000000000000009-000660d350000000.journal`]: 'x',
    [`/var/log/journal/m/system@${'a'.repeat(32)}-0000000000000001-000660d340000000.journal`]: 'x',
    [`/var/log/journal/m/user-7@${'a'.repeat(32)}-0000000000000001-000660d340000000.journal`]: 'x',
  })
  const chains = findLogs(host, journalLog, [])
  const times = (path: string): string => /-([\da-f]{16})\.journal$/.exec(path)?.[1]?.slice(0, 10) ?? 'now'
  assert.deepEqual(
    chains.map(chain => [chain.path.slice(0, 30), ...chain.files.map(file => times(file.path))]),
    [
      ['/var/log/journal/m/system.jour', '000660d340', '000660d350', 'now'],
      ['/var/log/journal/m/user-7@aaaa', '000660d340'],
    ],
  )
})
