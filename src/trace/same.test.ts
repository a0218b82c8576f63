import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { at, eventOf } from '../../test/events.ts'
import { joined } from './same.ts'

test('sshd, logind, wtmp and the journal tell of one login', () => {
  const events = joined([
    eventOf('2026-05-01 03:15:02', 'login', { user: 'root', address: '203.0.113.9', port: 50123, method: 'password' }),
    eventOf('2026-05-01 03:15:02', 'login', { user: 'root', session: '7', method: 'session', locator: '/var/log/auth.log:2' }),
    eventOf('2026-05-01 03:15:03', 'login', { user: 'root', address: '203.0.113.9', source: 'logins', clock: 'zoned' }),
    eventOf('2026-05-01 03:15:02', 'login', {
      user: 'root',
      address: '203.0.113.9',
      port: 50123,
      source: 'journal',
      clock: 'kernel',
      method: 'password',
    }),
  ])
  assert.equal(events.length, 1)
  const [login] = events
  assert.equal(login?.session, '7')
  assert.equal(login?.port, 50123)
  assert.equal(login?.source, 'journal')
  assert.equal(login?.also?.length, 3)
})

test('two logins remain two: another address, another time, the same log', () => {
  const a = eventOf('2026-05-01 03:15:02', 'login', { user: 'root', address: '203.0.113.9' })
  assert.equal(joined([a, eventOf('2026-05-01 03:15:02', 'login', { user: 'root', address: '203.0.113.8', source: 'journal' })]).length, 2)
  assert.equal(joined([a, eventOf('2026-05-01 03:25:02', 'login', { user: 'root', address: '203.0.113.9', source: 'journal' })]).length, 2)
  assert.equal(joined([a, eventOf('2026-05-01 03:15:03', 'login', { user: 'root', address: '203.0.113.9' })]).length, 2)
})

test('failures of auth.log and btmp are counted once', () => {
  const span = { address: '203.0.113.9', until: at('2026-05-01 03:10:00'), outcome: 'failure' } as const
  const [one, ...others] = joined([
    eventOf('2026-05-01 03:00:00', 'login-failed', { ...span, count: 240 }),
    eventOf('2026-05-01 03:00:01', 'login-failed', { ...span, count: 230, source: 'failed-logins' }),
  ])
  assert.deepEqual(others, [])
  assert.equal(one?.count, 240)
})

test('a record of wtmp that stands in utmp too is one; two logins of one moment are two', () => {
  const login = (locator: string, pid: number) => eventOf('2026-05-01 03:00:00', 'login', { user: 'root', source: 'logins', locator, pid })
  const out = joined([login('/var/log/wtmp#7', 812), login('/var/log/wtmp#8', 813), login('/var/run/utmp#3', 812)])
  assert.deepEqual(
    out.map(e => [e.locator, e.also?.map(o => o.locator)]),
    [
      ['/var/log/wtmp#7', ['/var/run/utmp#3']],
      ['/var/log/wtmp#8', undefined],
    ],
  )
})

test('nothing is lost, whatever the order', () => {
  const arbitrary = fc.array(
    fc.record({
      s: fc.integer({ min: 0, max: 59 }),
      user: fc.constantFrom('a', 'b'),
      source: fc.constantFrom('auth', 'journal', 'logins'),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(arbitrary, list => {
      const events = list.map(({ s, user, source }, i) =>
        eventOf(`2026-05-01 03:00:${String(s).padStart(2, '0')}`, 'login', { user, source, locator: `/x:${i}` }),
      )
      const out = joined(events)
      const locators = out.flatMap(e => [e.locator, ...(e.also ?? []).map(o => o.locator)])
      assert.deepEqual(locators.sort(), events.map(e => e.locator).sort())
      for (const [i, e] of out.entries()) assert.ok(i === 0 || (out[i - 1]?.at ?? '') <= e.at)
    }),
  )
})
