// Attempts to have the network cut where it must not be: by a block, or by an allow-list. None may pass; what is honestly wanted must.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { processOf, socketOf } from '../../../test/facts.ts'
import { entity } from '../../core/entity.ts'
import { factsOf } from '../../core/facts.ts'
import type { Detail } from '../../core/plan.ts'
import { refusalOf } from '../plan.ts'
import type { Around } from './guard.ts'

const curl = processOf({ pid: 60, name: 'curl' })
const socket = (address: string, port: number, local = 50_000, state = 'ESTABLISHED') =>
  socketOf({ owners: [curl.id], local: { address: '203.0.113.1', port: local }, remote: { address, port }, state })
const facts = factsOf({
  processes: [curl],
  routes: [
    { interface: 'eth0', destination: '0.0.0.0/0', gateway: '203.0.113.254' },
    { interface: 'eth0', destination: '203.0.113.0/24', gateway: '0.0.0.0' },
    { interface: 'eth0', destination: '::/0', gateway: '2001:db8:1::ff' },
  ],
  sockets: [socket('192.0.2.200', 443), socket('0.0.0.0', 0, 443, 'LISTEN'), socket('192.0.2.66', 51_000, 443)],
})
const around: Around = {
  hostName: 'web1',
  approved: false,
  session: new Set(),
  sessionUsers: new Set(),
  accused: new Map(),
  onDisk: new Map(),
  totals: { processes: 0, files: 0, bytes: 0 },
  kernelLies: false,
  lifelines: {
    operators: ['198.51.100.7', '2001:db8:5::7'],
    ports: [22],
    management: ['198.51.100.64/28'],
    resolvers: ['198.51.100.53', '2001:db8:53::53'],
  },
  isShared: address => address === '192.0.2.80',
  ownAddresses: ['203.0.113.1', '2001:db8:1::1'],
  carries: () => true,
}
const block = (address: string) => ({
  action: 'block-address',
  target: entity('ip', address),
  detail: { addresses: ['192.0.2.250', address] },
})
const refused = (address: string, approved = false): string | undefined => refusalOf(block(address), facts, { ...around, approved })?.guard

/** Whatever a person approves of. */
const never: readonly (readonly [why: string, address: string, guard: string])[] = [
  ['the operator', '198.51.100.7', 'operator-connection'],
  ['the operator, written long', '2001:db8:5:0:0:0:0:7', 'operator-connection'],
  ['the operator, mapped', '::ffff:198.51.100.7', 'operator-connection'],
  ["the operator's network", '198.51.100.0/27', 'operator-connection'],
  ["the operator's provider", '198.51.0.0/16', 'operator-connection'],
  ["the operator's /64", '2001:db8:5::/64', 'operator-connection'],
  ['a management address', '198.51.100.70', 'operator-connection'],
  ['a part of the management network', '198.51.100.72/30', 'operator-connection'],
  ['a resolver', '198.51.100.53', 'operator-connection'],
  ['a network with a resolver', '2001:db8:53::/48', 'operator-connection'],
  ['the gateway', '203.0.113.254', 'operator-connection'],
  ['the gateway of IPv6', '2001:db8:1::ff', 'operator-connection'],
  ['itself', '203.0.113.1', 'operator-connection'],
  ['the network it is in', '203.0.113.0/25', 'operator-connection'],
  ['itself by IPv6', '2001:db8:1::1', 'operator-connection'],
  ['loopback', '127.0.0.1', 'operator-connection'],
  ['all of loopback', '127.0.0.0/8', 'operator-connection'],
  ['loopback of IPv6', '::1', 'operator-connection'],
  ['nobody', '0.0.0.0', 'operator-connection'],
  ['the metadata service', '169.254.169.254', 'operator-connection'],
  ['link-local addresses, the metadata service among them', '169.254.0.0/16', 'operator-connection'],
  ['everybody', '0.0.0.0/0', 'operator-connection'],
  ['everybody of IPv6', '::/0', 'operator-connection'],
  ['half of the Internet', '0.0.0.0/1', 'operator-connection'],
  ['more than /8', '64.0.0.0/7', 'wide-network'],
  ['more than /16 of IPv6', '2400::/15', 'wide-network'],
  ['a name', 'pool.example', 'operator-connection'],
  ['nothing', '', 'operator-connection'],
]

/** Until a person approves of it. */
const asked: readonly (readonly [why: string, address: string, guard: string])[] = [
  ['a neighbour', '10.0.0.7', 'operator-connection'],
  ['a neighbour by IPv6', 'fd00::7', 'operator-connection'],
  ['a provider', '192.0.0.0/16', 'wide-network'],
  ['a wide network of IPv6', '2400:cb00::/32', 'wide-network'],
  ['a CDN', '192.0.2.80', 'shared-address'],
  ['whom an innocent program talks to', '192.0.2.200', 'shared-address'],
  ['the network of whom an innocent program talks to', '192.0.2.192/27', 'shared-address'],
]

describe(`${never.length + asked.length} blocks that must not be`, () => {
  for (const [why, address, guard] of never)
    test(`${why}, even when approved`, () => {
      assert.equal(refused(address), guard)
      assert.equal(refused(address, true), guard)
    })
  for (const [why, address, guard] of asked)
    test(`${why}, unless approved`, () => {
      assert.equal(refused(address), guard)
      assert.equal(refused(address, true), undefined)
    })
})

test('what is honestly to be blocked is', () => {
  for (const address of ['192.0.2.5', '192.0.2.66', '192.0.2.0/28', '2400:cb00:1::5', '2400:cb00:1::/64', '45.9.148.0/24'])
    assert.equal(refused(address), undefined, address)
})

const list: Detail = {
  mode: 'block',
  services: ['tcp/443 192.0.2.200'],
  named: [],
  monitored: true,
  operators: ['198.51.100.7', '2001:db8:5::7'],
  resolvers: ['198.51.100.53', '2001:db8:53::53'],
}
const refusedList = (detail: Detail, approved = false): string | undefined => {
  const step = { action: 'filter-egress', target: entity('host', 'local'), detail: { ...list, ...detail } }
  return refusalOf(step, facts, { ...around, approved })?.guard
}

describe('allow-lists that must not block', () => {
  const never: readonly (readonly [string, Detail, string])[] = [
    ['the operator is left out', { operators: ['198.51.100.7'] }, 'operator-connection'],
    ['nothing of the operator', { operators: [] }, 'operator-connection'],
    ['a resolver is left out', { resolvers: ['198.51.100.53'] }, 'known-egress'],
    ['nothing is allowed', { services: [] }, 'known-egress'],
  ]
  for (const [why, detail, guard] of never)
    test(`${why}, even when approved`, () => {
      assert.equal(refusedList(detail), guard)
      assert.equal(refusedList(detail, true), guard)
    })
  for (const [why, detail] of [
    ['it was never monitored', { monitored: false }],
    ['what is open now is not on it', { services: ['tcp/443 192.0.2.201'] }],
    ['what is open now is on it at another port', { services: ['tcp/444 192.0.2.200'] }],
  ] as const)
    test(`${why}, unless approved`, () => {
      assert.equal(refusedList(detail), 'known-egress')
      assert.equal(refusedList(detail, true), undefined)
    })
})

test('a list that was monitored and knows what is open may block; monitoring asks for nothing of it; visitors are no egress', () => {
  assert.equal(refusedList({}), undefined)
  assert.equal(refusedList({ services: [], named: ['tcp/443 192.0.2.200'] }), undefined)
  assert.equal(refusedList({ mode: 'monitor', monitored: false, services: [] }), undefined)
})
