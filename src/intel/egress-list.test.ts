import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { getPublicSuffix } from 'tldts'
import type { EgressPeer } from '../core/egress.ts'
import type { Instant } from '../core/instant.ts'
import { allowedBy, type Knowledge, openedBy, proposeEgress, stoppedBy } from './egress-list.ts'

const at = '2026-01-01T00:00:00.000Z' as Instant
const peer = (name: string, address = '198.51.100.1', port = 443, more: Partial<EgressPeer> = {}): EgressPeer => ({
  process: '',
  name,
  address,
  transport: 'tcp',
  port,
  conversations: 1,
  bytes: 100,
  first: at,
  last: at,
  ...more,
})
const knowledge: Knowledge = {
  lookup: host => (host === 'bad.example.com' || host === '203.0.113.66' ? { value: host, kind: 'pool', source: 'test list' } : undefined),
  shared: { covers: ({ value }) => (value === 'shared.com' ? 'public-suffix' : undefined) },
}
const listOf = (peers: readonly EgressPeer[], wanted: readonly string[] = []) =>
  proposeEgress({ schema: 'davylamp.egress.1', sources: [], peers, dropped: 0 }, knowledge, wanted, at)
const rulesOf = (...names: readonly string[]): readonly string[] => listOf(names.map(name => peer(name))).rules.map(({ to }) => to)

test('names below one parent become one wildcard at their deepest common parent; the parent itself stands alone', () => {
  assert.deepEqual(rulesOf('a.eu.acme.com', 'b.eu.acme.com', 'c.eu.acme.com'), ['*.eu.acme.com'])
  assert.deepEqual(rulesOf('a.eu.acme.com', 'b.us.acme.com', 'acme.com'), ['*.acme.com', 'acme.com'])
  assert.deepEqual(rulesOf('www.acme.com', 'acme.com'), ['acme.com', 'www.acme.com'])
})

test('never at a public suffix, nor where strangers share a domain, nor over a refused name', () => {
  assert.deepEqual(rulesOf('one.co.uk', 'two.co.uk'), ['one.co.uk', 'two.co.uk'])
  assert.deepEqual(rulesOf('one.github.io', 'two.github.io'), ['one.github.io', 'two.github.io'])
  assert.deepEqual(rulesOf('one.duckdns.org', 'two.duckdns.org'), ['one.duckdns.org', 'two.duckdns.org'])
  assert.deepEqual(rulesOf('a.shared.com', 'b.shared.com'), ['a.shared.com', 'b.shared.com'])
  assert.deepEqual(rulesOf('a.example.com', 'b.example.com', 'bad.example.com'), ['a.example.com', 'b.example.com'])
})

test('a wildcard is for the port on which the names were seen', () => {
  const { rules } = listOf([peer('a.acme.com'), peer('b.acme.com'), peer('a.acme.com', '198.51.100.1', 8443)])
  assert.deepEqual(
    rules.map(({ to, services }) => [to, services]),
    [
      ['*.acme.com', ['tcp/443']],
      ['a.acme.com', ['tcp/8443']],
    ],
  )
})

test('what it would have stopped, and why; what the owner wants passes', () => {
  const peers = [
    peer('bad.example.com'),
    peer('fine.example.org', '203.0.113.66'),
    peer('', '198.51.100.7', 3333),
    peer('xmr.pool.example.net', '198.51.100.8', 3333),
    peer('', '198.51.100.53', 53, { transport: 'udp' }),
    peer('', '10.0.0.9', 5432, { process: 'app' }),
  ]
  const list = listOf(peers)
  assert.deepEqual(
    stoppedBy(list, peers, knowledge).map(({ peer: { name, address }, why }) => [name || address, why]),
    [
      ['bad.example.com', 'listed'],
      ['fine.example.org', 'listed'],
      ['198.51.100.7', 'nameless'],
      ['xmr.pool.example.net', 'pool-like'],
    ],
  )
  assert.deepEqual(
    list.rules.map(({ to, processes }) => [to, ...processes]),
    [['10.0.0.9', 'app'], ['198.51.100.53']],
  )
  const wanted = listOf(peers, ['bad.example.com', '198.51.100.7', '*.pool.example.net', '203.0.113.66'])
  assert.deepEqual(stoppedBy(wanted, peers, knowledge), [])
})

test('later peers that are not on the list are stopped', () => {
  const list = listOf([peer('a.acme.com'), peer('b.acme.com')])
  const later = [
    peer('new.acme.com'),
    peer('acme.com'),
    peer('a.acme.com', '198.51.100.1', 80),
    peer('other.org'),
    peer('a.acme.com.evil.org'),
  ]
  assert.deepEqual(
    stoppedBy(list, later, knowledge).map(({ peer: { name, port }, why }) => [name, port, why]),
    [
      ['acme.com', 443, 'unlisted'],
      ['a.acme.com', 80, 'unlisted'],
      ['other.org', 443, 'unlisted'],
      ['a.acme.com.evil.org', 443, 'unlisted'],
    ],
  )
})

test('whatever was learned: nothing that was let in is stopped, no wildcard is a public suffix, no rule stands twice', () => {
  const label = fc.constantFrom('a', 'b', 'www', 'com', 'co', 'github', 'acme', 'bad', 'example')
  const suffix = fc.constantFrom('com', 'co.uk', 'github.io', 'org', 'example.com', 's3.amazonaws.com')
  const name = fc.oneof(
    fc.constant(''),
    fc.tuple(fc.array(label, { maxLength: 3 }), suffix).map(([labels, end]) => [...labels, end].join('.')),
  )
  const any = fc.record({
    name,
    address: fc.constantFrom('10.0.0.1', '198.51.100.1', '203.0.113.66'),
    port: fc.constantFrom(53, 443, 3333),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 20 }), found => {
      const peers = found.map(({ name: called, address, port }) => peer(called, address, port))
      const list = listOf(peers)
      const refused = new Set(['listed', 'pool-like', 'nameless'])
      for (const { why } of stoppedBy(list, peers, knowledge)) assert.ok(refused.has(why), why)
      for (const { to } of list.rules)
        if (to.startsWith('*.')) assert.notEqual(getPublicSuffix(to.slice(2), { allowPrivateDomains: true }), to.slice(2), to)
      assert.equal(new Set(list.rules.map(({ to, what }) => `${to} ${what.id}`)).size, list.rules.length)
    }),
  )
})

test('what a list opens: addresses always, names as far as they were seen to lead; what is listed never', () => {
  const peers = [
    peer('a.acme.com'),
    peer('b.acme.com', '198.51.100.2'),
    peer('', '10.0.0.5', 5432),
    peer('bad.example.com', '198.51.100.9'),
  ]
  const list = listOf(peers)
  const later = [...peers, peer('c.acme.com', '198.51.100.3'), peer('c.acme.com', '198.51.100.3', 8443), peer('d.acme.com', '203.0.113.66')]
  assert.deepEqual(allowedBy(list, later, knowledge), {
    services: ['tcp/5432 10.0.0.5'],
    named: ['tcp/443 198.51.100.1', 'tcp/443 198.51.100.2', 'tcp/443 198.51.100.3'],
  })
  assert.deepEqual(allowedBy(list, [], knowledge), { services: ['tcp/5432 10.0.0.5'], named: [] })
})

test('what an answer of the DNS opens: the services of the rules that know the name', () => {
  const list = listOf([peer('a.acme.com'), peer('b.acme.com'), peer('www.other.org', '198.51.100.7', 80), peer('bad.example.com')])
  assert.deepEqual(openedBy(list, 'new.acme.com', '198.51.100.77', knowledge), ['tcp/443 198.51.100.77'])
  assert.deepEqual(openedBy(list, 'www.other.org', '2001:db8::7', knowledge), ['tcp/80 2001:db8::7'])
  for (const [name, address] of [
    ['acme.com', '198.51.100.77'],
    ['new.other.org', '198.51.100.77'],
    ['bad.example.com', '198.51.100.77'],
    ['new.acme.com', '203.0.113.66'],
    ['xmr-pool.acme.com', '198.51.100.77'],
    ['', '198.51.100.77'],
    ['198.51.100.1', '198.51.100.77'],
  ] as const)
    assert.deepEqual(openedBy(list, name, address, knowledge), [], name)
})
