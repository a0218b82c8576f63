import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressRange } from '../../core/address.ts'
import type { Member } from '../../core/control.ts'
import { elementsOf, makeSet, membersIn } from './living-sets.ts'

/** What the set tells of members that were put into it. */
function through(kind: 'banned' | 'named', family: 4 | 6, members: readonly Member[]): readonly Member[] {
  const elements = members.flatMap(member => elementsOf('x', kind, member)?.elements ?? [])
  return membersIn(
    makeSet(
      'x',
      kind,
      family,
      elements.map(e => ({ ...e, ...(e.timeout !== undefined && { left: e.timeout }) })),
    ),
  )
}

test('networks of every size that do not overlap come back as they went in, in order', () => {
  const own = [...Array.from({ length: 30 }, (_, i) => `128.0.0.0/${i + 1}`), '192.0.2.4', '255.255.255.255']
  for (const address of [...own, '0.0.0.0/0', '128.0.0.0/1'])
    assert.deepEqual(through('banned', 4, [{ address, seconds: 60 }]), [{ address, seconds: 60 }])
  for (const address of ['2001:db8::/32', '2001:db8::7', '::/0', 'ffff:ffff:ffff:ffff::/64', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'])
    assert.deepEqual(through('banned', 6, [{ address }]), [{ address }])
  const neighbours = [{ address: '192.0.2.4' }, { address: '192.0.2.5', seconds: 5 }, { address: '192.0.2.6/31' }]
  assert.deepEqual(through('banned', 4, neighbours.toReversed()), neighbours)
})

test('the end of a range that has left the set already is nobody', () => {
  const { elements } = elementsOf('x', 'banned', { address: '192.0.2.0/28' })!
  const left = elements.filter(e => e.isEnd === true)
  assert.deepEqual(membersIn(makeSet('x', 'banned', 4, left)), [])
  const other = elementsOf('x', 'banned', { address: '192.0.2.32/27' })!.elements
  assert.deepEqual(membersIn(makeSet('x', 'banned', 4, [...other, ...left])), [{ address: '192.0.2.32/27' }])
})

test('property: addresses and services are told as they were given; anything else is no member', () => {
  const address = fc.oneof(fc.ipV4(), fc.constantFrom('2001:db8::1', 'fe80::1', '::2'))
  fc.assert(
    fc.property(address, fc.constantFrom('tcp', 'udp'), fc.integer({ min: 0, max: 65_535 }), (given, transport, port) => {
      const member = { address: given, transport, port }
      assert.deepEqual(through('named', given.includes(':') ? 6 : 4, [member]), [member])
    }),
  )
  fc.assert(
    fc.property(fc.string(), text => {
      if (addressRange(text) === undefined) assert.equal(elementsOf('x', 'banned', { address: text }), undefined)
    }),
  )
  for (const wrong of [{ address: '192.0.2.1' }, { address: '192.0.2.1', transport: 'icmp', port: 1 }])
    assert.equal(elementsOf('x', 'named', wrong), undefined)
})
