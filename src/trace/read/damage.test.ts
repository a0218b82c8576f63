import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Instant } from '../../core/instant.ts'
import { utcZone } from '../../core/zone.ts'
import { memoryHost, type Node } from '../../host/memory.ts'
import { authLog } from '../../parse/logs/auth-log.ts'
import { bashHistory } from '../../parse/logs/histories.ts'
import { syslog } from '../../parse/logs/syslog.ts'
import { readLogs } from './read-logs.ts'

const now = Date.parse('2026-05-31T00:00:00Z')
const hour = 3_600_000
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May']

/** One line an hour, as cron makes them, between two times of May 2026. */
function hourly(from: string, to: string, skip: (at: number) => boolean = () => false): string {
  let text = ''
  for (let at = Date.parse(from); at <= Date.parse(to); at += hour) {
    if (skip(at)) continue
    const date = new Date(at)
    const clock = date.toISOString().slice(11, 19)
    text += `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${clock} web CRON[7]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)\n`
  }
  return text
}

const at = (time: string): Instant => new Date(time).toISOString() as Instant
const file = (content: string, mtime: string, btime?: string): Node => ({
  content,
  mtime: at(mtime),
  ...(btime === undefined ? {} : { btime: at(btime) }),
})
const rules = {
  '/etc/logrotate.d/rsyslog': '/var/log/syslog\n/var/log/auth.log\n{\n rotate 4\n weekly\n}\n',
  '/etc/rsyslog.conf': 'auth.* /var/log/auth.log\n*.* /var/log/syslog\n',
}
const whole = (name: string): Record<string, Node> => ({
  [`/var/log/${name}`]: file(hourly('2026-05-24T00:00Z', '2026-05-30T23:00Z'), '2026-05-30T23:00Z', '2026-05-24T00:00Z'),
  [`/var/log/${name}.1`]: file(hourly('2026-05-17T00:00Z', '2026-05-23T23:00Z'), '2026-05-23T23:00Z'),
})

function read(tree: Readonly<Record<string, Node>>) {
  const { sources, events } = readLogs(memoryHost(tree, { now: new Date(now).toISOString() }), [authLog, syslog, bashHistory], {
    zone: utcZone,
  })
  const of = (source: string) => sources.find(s => s.source === source)
  const gaps = events.filter(e => e.verb === 'log-gap').map(e => `${e.method} ${e.locator}`)
  return { of, gaps }
}

test('near miss: logs that are whole and were rotated in their turn', () => {
  const { of, gaps } = read({ ...rules, ...whole('syslog'), ...whole('auth.log'), '/root/.bash_history': 'id\n' })
  assert.deepEqual([of('auth')?.state, of('syslog')?.state, of('history')?.state], ['kept', 'kept', 'kept'])
  assert.deepEqual(gaps, [])
})

test('emptied, cut, linked away, missing', () => {
  const base = { ...rules, ...whole('syslog') }
  const emptied = read({ ...base, '/var/log/auth.log': file('', '2026-05-30T03:00Z', '2026-05-24T00:00Z') })
  assert.deepEqual([emptied.of('auth')?.state, emptied.gaps], ['wiped', ['emptied /var/log/auth.log']])
  const cut = read({
    ...base,
    '/var/log/auth.log': file(hourly('2026-05-30T04:00Z', '2026-05-30T23:00Z'), '2026-05-30T23:00Z', '2026-05-24T00:00Z'),
  })
  assert.equal(cut.of('auth')?.state, 'wiped')
  assert.ok(cut.gaps.includes('cut /var/log/auth.log'))
  const made = { from: '2026-05-24T00:00:00.000Z', to: '2026-05-30T04:00:00.000Z', wiped: true }
  assert.ok(cut.of('auth')?.holes.some(({ from, to, wiped }) => from === made.from && to === made.to && wiped === made.wiped))
  const linked = read({ ...base, '/var/log/auth.log': { link: '/dev/null' }, '/root/.bash_history': { link: '/dev/null' } })
  assert.deepEqual([linked.of('auth')?.state, linked.of('history')?.state], ['wiped', 'wiped'])
  assert.deepEqual(read(base).of('auth')?.state, 'wiped')
  assert.equal(read(whole('syslog')).of('auth')?.state, 'absent')
})

test('old logs that were emptied too: nothing is left of what the current one followed', () => {
  const base = { ...rules, ...whole('syslog') }
  const gone = {
    '/var/log/auth.log': file(hourly('2026-05-30T04:00Z', '2026-05-30T23:00Z'), '2026-05-30T23:00Z', '2026-05-30T03:00Z'),
    '/var/log/auth.log.1': file('', '2026-05-30T03:50Z', '2026-05-17T00:00Z'),
    '/var/log/auth.log.2.gz': file('', '2026-05-30T03:50Z', '2026-05-30T03:50Z'),
  }
  const { of, gaps } = read({ ...base, ...gone })
  assert.equal(of('auth')?.state, 'wiped')
  assert.deepEqual(
    gaps.filter(gap => gap.startsWith('emptied')),
    ['emptied /var/log/auth.log.2.gz', 'emptied /var/log/auth.log.1'],
  )
  const idle = { ...whole('auth.log'), '/var/log/auth.log.2': file('', '2026-05-16T00:00Z', '2026-05-16T00:00Z') }
  assert.deepEqual(read({ ...base, ...idle }).gaps, [])
})

test('emptied soon after it was made: only when the machine had been started by then', () => {
  const boot = 'May 24 00:00:00 web kernel: [    0.000000] Linux version 6.1.0\n'
  const started = {
    ...whole('syslog'),
    '/var/log/syslog': file(boot + hourly('2026-05-24T01:00Z', '2026-05-30T23:00Z'), '2026-05-30T23:00Z', '2026-05-24T00:00Z'),
  }
  const emptied = (time: string) => ({ '/var/log/auth.log': file('', time, '2026-05-23T23:59Z') })
  assert.deepEqual(read({ ...rules, ...started, ...emptied('2026-05-24T00:10Z') }).gaps, ['emptied /var/log/auth.log'])
  assert.deepEqual(read({ ...rules, ...started, ...emptied('2026-05-23T23:59:30Z') }).gaps, [])
})

test('near misses: just rotated, never written, copied and truncated by rule', () => {
  const base = { ...rules, ...whole('syslog') }
  const fresh = { ...whole('auth.log'), '/var/log/auth.log': file('', '2026-05-30T23:50Z', '2026-05-30T23:50Z') }
  assert.deepEqual(read({ ...base, ...fresh }).gaps, [])
  const copied = {
    '/etc/logrotate.d/x': '/var/log/auth.log {\n copytruncate\n rotate 4\n}\n',
    ...whole('syslog'),
    ...whole('auth.log'),
    '/var/log/auth.log': file('', '2026-05-30T23:50Z', '2026-01-01T00:00Z'),
  }
  assert.deepEqual(read(copied).gaps, [])
})

test('lines taken out: a silence that another log does not share, and a file changed after its last line', () => {
  const night = (time: number): boolean => time > Date.parse('2026-05-26T00:00Z') && time < Date.parse('2026-05-28T12:00Z')
  const holed = {
    ...whole('auth.log'),
    '/var/log/auth.log': file(hourly('2026-05-24T00:00Z', '2026-05-30T23:00Z', night), '2026-05-30T23:00Z', '2026-05-24T00:00Z'),
  }
  const shared = read({ ...rules, ...whole('syslog'), ...holed })
  assert.deepEqual(
    [shared.of('auth')?.state, shared.of('auth')?.holes[0]?.wiped, shared.gaps],
    ['partly', true, ['silent /var/log/auth.log']],
  )
  const off = read({
    ...rules,
    ...holed,
    ...whole('syslog'),
    '/var/log/syslog': file(hourly('2026-05-24T00:00Z', '2026-05-30T23:00Z', night), '2026-05-30T23:00Z', '2026-05-24T00:00Z'),
  })
  assert.equal(off.of('auth')?.holes[0]?.wiped, undefined)
  const edited = {
    ...whole('auth.log'),
    '/var/log/auth.log': file(
      `${hourly('2026-05-24T00:00Z', '2026-05-29T23:00Z')}May 29 23:10:00 web sshd[7]: Accepted password for a from 192.0.2.7 port 1 ssh2\n`,
      '2026-05-30T22:00Z',
      '2026-05-24T00:00Z',
    ),
  }
  assert.deepEqual(read({ ...rules, ...whole('syslog'), ...edited }).gaps, ['edited /var/log/auth.log'])
})

test('old files thrown away by hand, while those of the same rule are there', () => {
  const { '/var/log/auth.log': current } = whole('auth.log')
  const older = { '/var/log/syslog.2': file(hourly('2026-05-10T00:00Z', '2026-05-16T23:00Z'), '2026-05-16T23:00Z') }
  const removed = read({ ...rules, ...whole('syslog'), ...older, '/var/log/auth.log': current! })
  assert.deepEqual([removed.of('auth')?.state, removed.gaps], ['wiped', ['removed /var/log/auth.log']])
  const otherRule = { '/etc/logrotate.d/auth': '/var/log/auth.log {\n rotate 0\n weekly\n}\n' }
  assert.deepEqual(read({ ...rules, ...otherRule, ...whole('syslog'), ...older, '/var/log/auth.log': current! }).gaps, [])
})

test('NUL bytes and a clock that goes back; a clock that was set says so itself', () => {
  const nul = file(`${'\0'.repeat(500)}${hourly('2026-05-24T00:00Z', '2026-05-30T23:00Z')}`, '2026-05-30T23:00Z', '2026-05-24T00:00Z')
  assert.equal(read({ ...rules, ...whole('syslog'), ...whole('auth.log'), '/var/log/auth.log': nul }).of('auth')?.state, 'partly')
  const back = hourly('2026-05-24T00:00Z', '2026-05-29T00:00Z') + hourly('2026-05-27T00:00Z', '2026-05-30T23:00Z')
  const jumped = { ...whole('auth.log'), '/var/log/auth.log': file(back, '2026-05-30T23:00Z', '2026-05-24T00:00Z') }
  assert.deepEqual(read({ ...rules, ...whole('syslog'), ...jumped }).gaps, ['disordered /var/log/auth.log'])
  const set = 'May 27 00:00:00 web systemd-timesyncd[7]: System time was changed\n'
  const told = {
    ...whole('syslog'),
    '/var/log/syslog': file(
      hourly('2026-05-24T00:00Z', '2026-05-27T00:00Z') + set + hourly('2026-05-27T01:00Z', '2026-05-30T23:00Z'),
      '2026-05-30T23:00Z',
      '2026-05-24T00:00Z',
    ),
  }
  assert.deepEqual(read({ ...rules, ...told, ...jumped }).gaps, [])
})
