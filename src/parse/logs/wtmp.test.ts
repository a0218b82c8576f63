import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { utmpBytes } from '../../../test/utmp.ts'
import { concat } from '../../core/bytes.ts'
import type { Draft, LogFlaw } from '../../core/log-format.ts'
import { wtmpLog } from './wtmp.ts'

const start = Date.parse('2026-03-01T10:00:00Z')
type Given = Parameters<typeof utmpBytes>[0]

function readBytes(file: Uint8Array): (Draft | LogFlaw)[] {
  return [...wtmpLog.read((from, length) => file.subarray(from, from + length), file.length, { path: '/var/log/wtmp', user: '' })]
}
const at = (minute: number): number => start + minute * 60_000
const read = (...records: Given[]): (Draft | LogFlaw)[] => readBytes(concat(records.map(record => utmpBytes(record))))
const short = (told: readonly (Draft | LogFlaw)[]): unknown[] =>
  told.map(one => ('flaw' in one ? [one.flaw, one.locus] : [one.verb, one.user, one.address, one.pid, one.locus]))
const boot: Given = { type: 2, user: 'reboot', tty: '~', at: at(0) }
const login: Given = { type: 7, user: 'root', tty: 'pts/0', host: '203.0.113.9', address: '203.0.113.9', pid: 812, at: at(5) }
const logout: Given = { type: 8, user: '', tty: 'pts/0', pid: 806, at: at(9) }

test('sessions: a logout is given the name and the address of its login', () => {
  assert.deepEqual(short(read(boot, login, logout, { type: 1, user: 'shutdown', tty: '~', at: at(20) })), [
    ['boot', undefined, undefined, undefined, '#0'],
    ['login', 'root', '203.0.113.9', 812, '#1'],
    ['logout', 'root', '203.0.113.9', 812, '#2'],
    ['boot', undefined, undefined, undefined, '#3'],
  ])
})

test('gettys come and go without a word; a name instead of an address is no address', () => {
  const getty: Given = { type: 6, user: 'LOGIN', tty: 'tty1', pid: 9, at: at(1) }
  const told = read(getty, { ...getty, type: 8, user: '' }, { ...login, host: 'gate.example', address: '' })
  assert.deepEqual(short(told), [['login', 'root', undefined, 812, '#2']])
})

test('the clock was set: from when to when', () => {
  const [told, ...more] = read({ type: 4, user: 'date', tty: '|', at: at(1) }, { type: 3, user: 'date', tty: '{', at: at(-60) })
  assert.deepEqual(more, [])
  assert.ok(told !== undefined && 'verb' in told && told.verb === 'clock')
  assert.equal(told.excerpt, 'the clock was set from 2026-03-01T10:01:00.000Z to 2026-03-01T09:00:00.000Z')
})

test('what log cleaners leave: blank records, a login without a name, a logout without its login, time that goes back', () => {
  const blank = new Uint8Array(768)
  const wiped = readBytes(concat([utmpBytes(boot), utmpBytes(login), blank, utmpBytes({ ...logout, at: at(30) })]))
  assert.deepEqual(short(wiped)[2], ['blank', '#2'])
  const flaw = wiped[2] as LogFlaw
  assert.deepEqual([flaw.from?.ms, flaw.to?.ms, flaw.detail], [at(5), at(30), '2 records of NUL bytes'])
  assert.deepEqual(short(read({ ...login, user: '' })), [
    ['blank', '#0'],
    ['login', '', '203.0.113.9', 812, '#0'],
  ])
  assert.deepEqual(short(read(boot, logout)), [
    ['boot', undefined, undefined, undefined, '#0'],
    ['hole', '#1'],
  ])
  assert.deepEqual(short(read({ ...login, at: at(90) }, { ...login, tty: 'pts/1', at: at(10) }))[1], ['backwards', '#1'])
})

test('near misses: blanks before a boot come of a crash, a rotated file begins amid sessions, records of seconds change places', () => {
  const crash = readBytes(concat([utmpBytes(login), new Uint8Array(384), utmpBytes({ ...boot, at: at(60) })]))
  assert.deepEqual(short(crash)[1], ['cut', '#1'])
  assert.deepEqual(short(read(logout)), [])
  assert.equal(read({ ...login, at: at(5) }, { ...login, tty: 'pts/1', at: at(5) - 3000 }).filter(one => 'flaw' in one).length, 0)
})

test('records go on after bytes that are none, at whatever place', () => {
  const junk = new Uint8Array(100).fill(0xee)
  const told = readBytes(concat([...Array(5).fill(utmpBytes(login)), junk, ...Array(5).fill(utmpBytes({ ...login, tty: 'pts/4' }))]))
  assert.equal(told.filter(one => 'verb' in one).length, 10)
  assert.deepEqual(
    told.flatMap(one => ('flaw' in one ? [one.flaw, one.detail] : [])),
    ['corrupt', '100 bytes are no login record', 'cut', 'the last 100 bytes are no whole record'],
  )
})

test('property: any bytes and any cut, no throw, and never more drafts than records', () => {
  const record = fc.record({
    type: fc.integer({ min: 0, max: 9 }),
    user: fc.string({ maxLength: 20 }),
    at: fc.nat({ max: 2_000_000_000 }).map(s => s * 1000),
  })
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          record.map(r => utmpBytes(r)),
          fc.uint8Array({ maxLength: 500 }),
        ),
        { maxLength: 8 },
      ),
      parts => {
        const file = concat(parts)
        assert.ok(readBytes(file).filter(one => 'verb' in one).length <= file.length / 384 + 1)
        wtmpLog.extent((from, length) => file.subarray(from, from + length), file.length)
      },
    ),
  )
})

test('a file full of oddities tells of a thousand, and how many more there are', () => {
  const told = read(...Array.from({ length: 2400 }, (_, i) => ({ ...login, at: at(i % 2 === 0 ? 90 : 10) })))
  const flaws = told.filter(one => 'flaw' in one)
  assert.deepEqual([flaws.length, flaws.at(-1)?.detail], [1001, '200 more oddities'])
})

test('it is known by its records', () => {
  const head = String.fromCharCode(...utmpBytes({ ...login, pid: 100 }).map(byte => byte & 127))
  assert.ok(wtmpLog.recognise(head, 'wtmp.1') > 0.9 && wtmpLog.recognise(head, 'btmp') < 0.3)
  assert.equal(wtmpLog.recognise('Mar  1 10:00:00 web sshd[1]: hello\n'.repeat(40), 'wtmp'), 0)
})

test('every record that utmpdump shows of the samples is there', t => {
  if (!existsSync('/usr/bin/utmpdump')) return t.skip('no utmpdump here')
  const path = new URL('../../../fixtures/logs/utmp_x86_64', import.meta.url).pathname
  const shown = execFileSync('/usr/bin/utmpdump', [path], { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim()
    .split('\n')
  const file = new Uint8Array(readFileSync(path))
  assert.equal(wtmpLog.extent((from, length) => file.subarray(from, from + length), file.length)?.records, shown.length)
})
