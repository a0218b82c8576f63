import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf } from '../../test/events.ts'
import type { HostEvent } from '../core/event.ts'
import type { StandingClues } from '../core/trace.ts'
import { cluesOf } from './clues.ts'
import { kindOf, loginStories } from './login-story.ts'

const anchor = { at: at('2026-05-01 03:20:00'), spread: 1, text: { zh: '', en: '' }, events: ['x'] } as const
const login = (time: string, address: string, given: Partial<HostEvent> = {}) =>
  eventOf(time, 'login', { address, user: 'root', method: 'password', port: 50000, ...given })
const kinds = (events: HostEvent[], standing: Partial<StandingClues> = {}): string[] =>
  loginStories(cluesOf('web1', events, [], clueless({ owners: ['root'], ...standing }), anchor, at('2026-05-02 00:00:00'))).map(
    s => `${kindOf(s)} ${s.address} ${s.tie}`,
  )
const inherited = (value: string): Partial<StandingClues> => ({
  causal: [{ key: 'SSH_CONNECTION', value, entity: 'process:1@1', events: [] }],
})

test('failures of other addresses, and from long before, make no guessing', () => {
  const failed = (address: string, time = '2026-05-01 03:00:00') =>
    eventOf(time, 'login-failed', { address, user: 'root', count: 500, outcome: 'failure' })
  assert.deepEqual(kinds([failed('203.0.113.9'), login('2026-05-01 03:19:00', '192.0.2.7')]), ['password 192.0.2.7 owner'])
  assert.deepEqual(kinds([failed('192.0.2.7', '2026-04-20 03:00:00'), login('2026-05-01 03:19:00', '192.0.2.7')]), [
    'password 192.0.2.7 owner',
  ])
  assert.deepEqual(kinds([failed('192.0.2.7'), login('2026-05-01 03:19:00', '192.0.2.7')]), ['guessed 192.0.2.7 owner'])
})

test('one port is one login; after the anchor nobody came to bring it', () => {
  const events = [
    login('2026-05-01 03:10:00', '192.0.2.7', { port: 40000 }),
    login('2026-05-01 03:19:00', '192.0.2.7'),
    login('2026-05-01 09:00:00', '192.0.2.9'),
  ]
  assert.deepEqual(kinds(events, inherited('192.0.2.7 40000 10.0.0.5 22')), ['password 192.0.2.7 port'])
  assert.deepEqual(
    kinds(events, inherited('192.0.2.9 50000 10.0.0.5 22')).filter(k => k.includes('192.0.2.9')),
    [],
  )
})

test('a session whose record is gone is still a session, of a kind that nobody knows', () => {
  assert.deepEqual(kinds([], inherited('192.0.2.7 40000 10.0.0.5 22')), ['unclear 192.0.2.7 address'])
  assert.deepEqual(kinds([], inherited('10.0.0.9 40000 10.0.0.5 22')), ['inside 10.0.0.9 address'])
})

test('who comes every day is a friend, even with a slip', () => {
  const days = Array.from({ length: 6 }, (_, i) =>
    login(`2026-04-2${i} 09:00:00`, '198.51.100.20', { method: 'publickey', locator: `/x:${i}` }),
  )
  const slip = eventOf('2026-05-01 03:18:00', 'login-failed', { address: '198.51.100.20', user: 'root', count: 12, outcome: 'failure' })
  assert.deepEqual(kinds([...days, slip, login('2026-05-01 03:19:00', '198.51.100.20')]), ['friend 198.51.100.20 owner'])
})

test('a burst of failures from a known address is guessing; its daily failures are not', () => {
  const days = Array.from({ length: 6 }, (_, i) => login(`2026-04-2${i} 09:00:00`, '198.51.100.20', { locator: `/x:${i}` }))
  const fails = (time: string, count: number) =>
    eventOf(time, 'login-failed', { address: '198.51.100.20', user: 'root', count, outcome: 'failure', locator: `/f:${time}` })
  const last = login('2026-05-01 03:19:00', '198.51.100.20')
  assert.deepEqual(kinds([...days, fails('2026-05-01 03:18:00', 40), last]), ['guessed 198.51.100.20 owner'])
  const daily = Array.from({ length: 20 }, (_, i) => fails(`2026-04-30 ${`${i}`.padStart(2, '0')}:30:00`, 20))
  assert.deepEqual(kinds([...days, ...daily, fails('2026-05-01 03:18:00', 25), last]), ['friend 198.51.100.20 owner'])
})

test('guessed from an address beside the owner’s is guessing', () => {
  const days = Array.from({ length: 6 }, (_, i) => login(`2026-04-2${i} 09:00:00`, '198.51.100.20', { locator: `/x:${i}` }))
  const guesses = eventOf('2026-05-01 03:10:00', 'login-failed', { address: '198.51.100.201', user: 'root', count: 25, outcome: 'failure' })
  assert.deepEqual(kinds([...days, guesses, login('2026-05-01 03:19:00', '198.51.100.201')]), ['guessed 198.51.100.201 owner'])
})

test('guessed from inside is a matter of the host it came from', () => {
  const guesses = eventOf('2026-05-01 03:10:00', 'login-failed', { address: '10.2.0.7', user: 'root', count: 25, outcome: 'failure' })
  assert.deepEqual(kinds([guesses, login('2026-05-01 03:19:00', '10.2.0.7')]), ['inside 10.2.0.7 owner'])
})

test('a key that has its home elsewhere is stolen, also when it comes from inside; one that is new here says nothing of its home', () => {
  const key = { method: 'publickey', key: 'SHA256:z' }
  const days = Array.from({ length: 6 }, (_, i) => login(`2026-04-2${i} 09:00:00`, '198.51.100.20', { ...key, locator: `/x:${i}` }))
  const came = login('2026-05-01 03:19:00', '10.9.3.44', key)
  assert.deepEqual(kinds([...days, came]), ['key 10.9.3.44 owner'])
  assert.deepEqual(kinds([...days.slice(0, 2), came]), ['inside 10.9.3.44 owner'])
  assert.deepEqual(kinds([...days, { ...came, key: 'SHA256:other' }]), ['inside 10.9.3.44 owner'])
})

test('who is in the record of failures alone, while others are in the texts too, was cut out of the texts', () => {
  const failure = (address: string, count: number, more: Partial<HostEvent>) =>
    eventOf('2026-05-01 03:00:00', 'login-failed', { address, user: 'root', count, outcome: 'failure', source: 'failed-logins', ...more })
  const other = failure('192.0.2.119', 5, { locator: '/var/log/btmp@0', also: [{ source: 'auth', locator: '/var/log/auth.log:1' }] })
  const cut = failure('203.0.113.44', 24, { locator: '/var/log/btmp@384' })
  assert.deepEqual(kinds([other, cut]), ['guessed 203.0.113.44 near'])
  assert.deepEqual(kinds([cut]), [], 'where nobody is in the texts they were not written')
  const told = eventOf('2026-05-01 03:00:01', 'login-failed', { address: '203.0.113.44', source: 'auth', locator: '/var/log/auth.log:2' })
  assert.deepEqual(kinds([other, cut, told]), [], 'whose lines are left was not cut out')
})
