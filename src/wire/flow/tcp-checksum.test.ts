import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ip4, ip6, tcp } from '../../../test/packets.ts'
import { Packet } from '../decode/packet.ts'
import { checksumOf } from './tcp-checksum.ts'

/** An IP packet whose TCP checksum is what `sum` makes of the right one. */
function packetOf(payload: string, wide: boolean, sum: (right: number, before: number) => number): Packet {
  const segment = tcp({}, 1, 0x18, payload)
  const bytes = Uint8Array.from(wide ? ip6(6, segment) : ip4(6, segment))
  const at = bytes.length - segment.length
  const source = wide ? 8 : 12
  const words = (from: number, to: number): number => {
    let n = 0
    for (let i = from; i < to; i++) n += bytes[i]! * ((i - from) % 2 === 0 ? 256 : 1)
    return n
  }
  const fold = (n: number): number => (n > 0xffff ? fold((n % 65_536) + Math.floor(n / 65_536)) : n)
  const before = fold(words(source, source + (wide ? 32 : 8)) + 6 + segment.length)
  const value = sum(0xffff - fold(before + words(at, bytes.length)), before)
  bytes[at + 16] = value >> 8
  bytes[at + 17] = value & 255
  const packet = new Packet()
  packet.within(bytes)
  return Object.assign(packet, { source, wide, protocol: 6, start: at + 20, end: bytes.length, cut: 0 })
}

test('right and wrong, of both versions of IP and of any length; what a network card still has to do is unknown', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'Z', '\xff', '\0'), maxLength: 60 }), fc.boolean(), (payload, wide) => {
      const is = (sum: (right: number, before: number) => number) => checksumOf(packetOf(payload, wide, sum))
      fc.pre(is(right => right) !== 'unknown')
      assert.equal(
        is(right => right),
        'right',
      )
      assert.equal(
        is((right, before) => [0x1234, 0x4321, 0x5678].find(n => n !== right && n !== before)!),
        'wrong',
      )
      assert.equal(
        is(() => 0),
        'unknown',
      )
      assert.equal(
        is((_, before) => before),
        'unknown',
      )
    }),
  )
})

test('what was cut or joined is unknown', () => {
  const packet = packetOf('abc', false, right => right)
  assert.equal(checksumOf(Object.assign(packet, { cut: 3 })), 'unknown')
  assert.equal(checksumOf(packetOf('x'.repeat(2000), false, right => right ^ 1)), 'unknown')
})
