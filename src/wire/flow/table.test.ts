import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ip6Address, packed } from '../../../test/packets.ts'
import { Packet } from '../decode/packet.ts'
import { addressText } from './address.ts'
import { FlowTable } from './table.ts'

function packetOf(from: readonly number[], to: readonly number[], sport = 1, dport = 2, protocol = 6): Packet {
  const packet = new Packet()
  packet.within(packed(from, to))
  packet.source = 0
  packet.target = from.length
  packet.wide = from.length === 16
  packet.sourcePort = sport
  packet.targetPort = dport
  packet.protocol = protocol
  return packet
}

test('both directions are one flow, told apart by side; another port or protocol is another', () => {
  for (const [a, b] of [
    [
      [10, 0, 0, 1],
      [200, 0, 0, 2],
    ],
    [ip6Address(1), ip6Address(2)],
    [
      [10, 0, 0, 1],
      [10, 0, 0, 1],
    ],
  ] as const) {
    const table = new FlowTable(16)
    assert.equal(table.find(packetOf(a, b, 1000, 80)), -1)
    const slot = table.add(5)
    const side = table.side
    assert.deepEqual([table.find(packetOf(b, a, 80, 1000)), table.side], [slot, 1 - side])
    assert.deepEqual([table.portOf(slot, side), table.portOf(slot, 1 - side)], [1000, 80])
    for (const other of [packetOf(a, b, 1001, 80), packetOf(a, b, 1000, 81), packetOf(a, b, 1000, 80, 17), packetOf(a, a, 1000, 80)])
      if (a !== b && other.target !== 0) assert.ok(table.find(other) !== slot || String(a) === String(b))
  }
})

test('addresses come out as they went in', () => {
  const table = new FlowTable(16)
  table.find(packetOf([192, 0, 2, 255], [9, 0, 0, 1]))
  const four = table.add(0)
  assert.deepEqual([addressText(table.addressOf(four, 0)), addressText(table.addressOf(four, 1))].sort(), ['192.0.2.255', '9.0.0.1'])
  table.find(packetOf(ip6Address(0x10), ip6Address(0xff)))
  const six = table.add(0)
  assert.deepEqual([addressText(table.addressOf(six, 0)), addressText(table.addressOf(six, 1))], ['2001:db8::10', '2001:db8::ff'])
})

test('against a map: whatever is added and removed, what is found is right', () => {
  const step = fc.record({ key: fc.nat({ max: 40 }), remove: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), fc.integer(), (steps, seed) => {
      const table = new FlowTable(32, seed)
      const known = new Map<number, number>()
      for (const { key, remove } of steps) {
        const slot = table.find(packetOf([10, 0, 0, key], [10, 1, 0, 1]))
        assert.equal(slot, known.get(key) ?? -1)
        if (slot >= 0 && remove) {
          table.remove(slot)
          known.delete(key)
        } else if (slot < 0) {
          const added = table.add(key)
          assert.equal(added < 0, known.size >= 32)
          if (added >= 0) known.set(key, added)
        }
        assert.equal(table.size, known.size)
      }
    }),
  )
})
