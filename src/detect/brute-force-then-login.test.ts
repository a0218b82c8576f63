import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import type { Login } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Instant } from '../core/instant.ts'
import type { Intel } from '../core/intel.ts'
import { bruteForceThenLogin } from './brute-force-then-login.ts'

const said = (detector: Detector, rows: Partial<Facts>, intel: Intel = noIntel) =>
  [...detector.detect(factsOf(rows), intel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.title.en}`)

test('hit: many failures and then a login; near misses: a person who mistypes, other addresses, another day', () => {
  const loginOf = (source: 'wtmp' | 'btmp', user: string, address: string, minute: number): Login => ({
    source,
    path: `/var/log/${source}`,
    type: source === 'wtmp' ? 'login' : 'failed',
    user,
    tty: 'ssh',
    host: address,
    address,
    pid: 1,
    at: new Date(Date.UTC(2026, 4, 1, 0, minute)).toISOString() as Instant,
  })
  const storm = (address: string, n: number, names: number) =>
    Array.from({ length: n }, (_, i) => loginOf('btmp', `u${i % names}`, address, i))
  const hit = [...storm('203.0.113.5', 25, 5), loginOf('wtmp', 'root', '203.0.113.5', 40)]
  assert.deepEqual(said(bruteForceThenLogin, { logins: hit }), ['medium /var/log/wtmp 203.0.113.5 logged in as root after 25 failures'])
  const inside = [...storm('10.0.0.5', 25, 5), loginOf('wtmp', 'root', '10.0.0.5', 40)]
  assert.ok(said(bruteForceThenLogin, { logins: inside })[0]?.startsWith('low'))
  const misses = [
    ...storm('203.0.113.6', 25, 1),
    loginOf('wtmp', 'u0', '203.0.113.6', 40),
    ...storm('203.0.113.7', 10, 5),
    loginOf('wtmp', 'root', '203.0.113.7', 40),
    ...storm('203.0.113.8', 50, 9),
    loginOf('wtmp', 'root', '203.0.113.9', 60),
    loginOf('wtmp', 'root', '203.0.113.8', 3000),
  ]
  assert.deepEqual(said(bruteForceThenLogin, { logins: misses }), [])
})
