import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { corpora } from '../../test/corpora.ts'
import { loadLimits } from '../intel/limits.ts'
import { judgeLogins, type LoginTry } from './login-limits.ts'

const limits = loadLimits()
const start = Date.parse('2026-05-01T02:00:00.000Z')
const none = new Map<string, readonly number[]>()
const tryOf = (second: number, given: Partial<LoginTry> = {}): LoginTry => ({
  at: start + second * 1000,
  address: '192.0.2.7',
  user: 'root',
  accepted: false,
  service: 'sshd',
  locator: `/var/log/auth.log:${second}`,
  ...given,
})
const times = (count: number, every = 1, from = 0, given: Partial<LoginTry> = {}): readonly LoginTry[] =>
  Array.from({ length: count }, (_, i) => tryOf(from + i * every, given))

interface Sample {
  readonly why: string
  readonly at: readonly number[]
  readonly users: readonly string[]
  readonly banned: number
  readonly level: number
}
const samples = JSON.parse(readFileSync(new URL('../../rules/limits/logins.samples.json', import.meta.url), 'utf8')) as {
  readonly hits: readonly Sample[]
  readonly misses: readonly Sample[]
}

for (const { why, at, users, banned, level } of [...samples.hits, ...samples.misses])
  test(`${why}: ${banned === undefined ? 'let be' : `kept out for ${banned} s`}`, () => {
    const tries = at.map((second, i) => tryOf(second, { user: users[i % users.length]! }))
    const { bans } = judgeLogins(tries, limits, none, start + at.at(-1)! * 1000)
    assert.deepEqual(
      bans.map(b => [b.seconds, b.level]),
      banned === undefined ? [] : [[banned, level]],
    )
  })

test('ten minutes, an hour, a day, a week, and a week again; forgotten after a month', () => {
  const given: number[] = []
  let from = 0
  let tries: readonly LoginTry[] = []
  for (let i = 0; i < 5; i++) {
    tries = [...tries, ...times(5, 1, from)]
    const [ban] = judgeLogins(tries, limits, none, start + (from + 5) * 1000).bans
    given.push(ban!.seconds)
    from += ban!.seconds + 60
  }
  assert.deepEqual(given, [600, 3600, 86_400, 604_800, 604_800])
  const later = 40 * 86_400
  const [ban] = judgeLogins([...times(5), ...times(5, 1, later)], limits, none, start + (later + 5) * 1000).bans
  assert.equal(ban?.level, 1)
})

test('what led to a ban that was given does not count again; what came after does, and the next is longer', () => {
  const earlier = new Map([['192.0.2.7', [start + 4000]]])
  assert.deepEqual(judgeLogins(times(5), limits, earlier, start + 5000).bans, [])
  const [ban] = judgeLogins([...times(5), ...times(5, 1, 800)], limits, earlier, start + 805_000).bans
  assert.equal(ban?.level, 2)
})

test('who came in before is left alone, who came in by guessing is not, and is told', () => {
  const before = judgeLogins([tryOf(-60, { accepted: true }), ...times(50)], limits, none, start + 60_000)
  assert.deepEqual([before.bans, [...before.habitual]], [[], ['192.0.2.7']])
  const by = judgeLogins([...times(20), tryOf(30, { accepted: true })], limits, none, start + 60_000)
  assert.equal(by.bans.length, 1)
  assert.deepEqual(
    by.guessed.map(g => g.locator),
    ['/var/log/auth.log:30'],
  )
  assert.equal(by.habitual.size, 0)
  // A person who mistyped three times is one who came in.
  assert.equal(judgeLogins([...times(3), tryOf(5, { accepted: true })], limits, none, start + 9000).habitual.size, 1)
})

test('IPv6 is counted by /64, IPv4-mapped as IPv4; others stand alone', () => {
  const near = Array.from({ length: 5 }, (_, i) => tryOf(i, { address: `2001:db8:1:2::${i + 1}` }))
  assert.deepEqual(
    judgeLogins(near, limits, none, start + 9000).bans.map(b => b.source),
    ['2001:db8:1:2::/64'],
  )
  const far = Array.from({ length: 5 }, (_, i) => tryOf(i, { address: `2001:db8:1:${i}::1` }))
  assert.deepEqual(judgeLogins(far, limits, none, start + 9000).bans, [])
  const mapped = times(5).map((t, i) => (i % 2 === 0 ? { ...t, address: '::ffff:192.0.2.7' } : t))
  assert.deepEqual(
    judgeLogins(mapped, limits, none, start + 9000).bans.map(b => b.source),
    ['192.0.2.7'],
  )
  assert.deepEqual(judgeLogins(times(9, 1, 0, { address: 'evil.example' }), limits, none, start + 9000).bans, [])
})

test('property: in any order the same; never before the window is full, never for somebody else', () => {
  const any = fc.record({
    second: fc.integer({ min: 0, max: 4000 }),
    last: fc.integer({ min: 1, max: 3 }),
    user: fc.constantFrom('a', 'b', 'c'),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 60 }), fc.integer({ min: 0, max: 5000 }), (given, now) => {
      const tries = given.map(({ second, last, user }) => tryOf(second, { address: `192.0.2.${last}`, user }))
      const { bans } = judgeLogins(tries, limits, none, start + now * 1000)
      for (const { source, tries: filling, window, since, until } of bans) {
        assert.ok(filling.length >= (window.tries ?? 1) && filling.every(t => t.address === source))
        assert.ok(since - filling[0]!.at <= window.seconds * 1000 && since <= start + now * 1000 && until > start + now * 1000)
      }
      assert.deepEqual(
        new Set(judgeLogins(tries.toReversed(), limits, none, start + now * 1000).bans.map(b => b.source)),
        new Set(bans.map(b => b.source)),
      )
    }),
  )
})

/** fail2ban 1.1: filter.d/sshd.conf in its mode "normal" (what counts), jail.conf (5 within 10 minutes), each ban 10 minutes. */
const counted =
  /sshd\[\d+\]: (?:message repeated (\d+) times: \[ )?(?:Failed (?!publickey)\S+ for (?:invalid user )?.* from|[iI]nvalid user .* from|User .* from) ([\d.]+)/

const real = join(corpora, 'logs/loghub/OpenSSH_2k.log')
test('on a real log, whoever fail2ban bans is banned, at the same line or before', {
  skip: existsSync(real) ? false : 'the corpora are not here',
}, () => {
  const lines = readFileSync(real, 'latin1').split('\n')
  const tries = lines.flatMap((line, i) => {
    const [, repeated = '1', address] = counted.exec(line) ?? []
    if (address === undefined) return []
    const at = Date.parse(`2015 ${line.slice(0, 15)} UTC`)
    return Array.from({ length: Number(repeated) }, () => ({
      at,
      address,
      user: 'x',
      accepted: false,
      service: 'sshd',
      locator: `log:${i + 1}`,
    }))
  })
  const theirs = new Map<string, number>()
  const windows = new Map<string, number[]>()
  for (const { at, address } of tries) {
    const recent = [...(windows.get(address) ?? []).filter(before => at - before < 600_000), at]
    windows.set(address, recent)
    if (recent.length >= 5 && !theirs.has(address)) theirs.set(address, at)
  }
  assert.ok(theirs.size >= 10, `${theirs.size}`)
  for (const [address, at] of theirs) {
    const [ban] = judgeLogins(
      tries.filter(t => t.address === address && t.at <= at),
      limits,
      none,
      at,
    ).bans
    assert.ok(ban !== undefined && ban.since <= at, address)
  }
})
