import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { be16, be32, eth, ip4, ip6, packed, tcp, udp } from '../../../test/packets.ts'
import { Decoder } from './decoder.ts'
import { Packet, verdict } from './packet.ts'

const segment = tcp({}, 1000, 0x18, 'hello')
const inner = ip4(6, segment)

/** What is said of a frame: verdict, ports, payload. */
function told(frame: Uint8Array, link = 1, decoder = new Decoder()): string {
  const packet = new Packet()
  const result = decoder.decode(packet, frame.slice(), 0, frame.length, link)
  if (result !== verdict.flow) return Object.entries(verdict).find(([, code]) => code === result)?.[0] ?? ''
  const payload = Buffer.from(packet.bytes.subarray(packet.start, packet.end)).toString('latin1')
  return `${packet.protocol} ${packet.sourcePort}>${packet.targetPort} ${payload}`
}

const hello = '6 50000>3333 hello'

test('link types: Ethernet, raw IP, cooked 1 and 2, loopback of every system, PPP', () => {
  assert.equal(told(eth(0x0800, inner)), hello)
  assert.equal(told(eth(0x86dd, ip6(6, segment))), hello)
  for (const link of [12, 14, 101, 228]) assert.equal(told(inner, link), hello)
  for (const link of [12, 14, 101, 229]) assert.equal(told(ip6(6, segment), link), hello)
  assert.equal(told(packed(new Uint8Array(14), be16(0x0800), inner), 113), hello)
  assert.equal(told(packed(be16(0x86dd), new Uint8Array(18), ip6(6, segment)), 276), hello)
  assert.equal(told(packed([2, 0, 0, 0], inner), 0), hello)
  assert.equal(told(packed([0, 0, 0, 2], inner), 0), hello)
  assert.equal(told(packed([0, 0, 0, 2], inner), 108), hello)
  for (const family of [10, 24, 28, 30]) assert.equal(told(packed([family, 0, 0, 0], ip6(6, segment)), 0), hello)
  assert.equal(told(packed([0xff, 3, 0, 0x21], inner), 9), hello)
  assert.equal(told(inner, 147), 'link')
})

test('tags, labels and tunnels, also inside of each other', () => {
  const vlan = (payload: Uint8Array, type = 0x0800) => packed(be16(7), be16(type), payload)
  const label = (last: number) => [0, 1, 0x10 | last, 64]
  const vxlan = udp({ dport: 4789 }, packed([8, 0, 0, 0, 0, 0, 5, 0], eth(0x0800, inner)))
  const gre = (flags: number, type: number, payload: Uint8Array, extra: readonly number[] = []) =>
    ip4(47, packed(be16(flags), be16(type), extra, payload))
  assert.equal(told(eth(0x8100, vlan(inner))), hello)
  assert.equal(told(eth(0x88a8, vlan(vlan(inner), 0x8100))), hello)
  assert.equal(told(eth(0x8847, packed(label(0), label(1), inner))), hello)
  assert.equal(told(eth(0x8847, packed(label(1), [0, 0, 0, 0], eth(0x0800, inner)))), hello)
  assert.equal(told(eth(0x8864, packed([0x11, 0, 0, 1], be16(inner.length + 2), be16(0x21), inner))), hello)
  assert.equal(told(eth(0x0800, gre(0, 0x0800, inner))), hello)
  assert.equal(told(eth(0x0800, gre(0xb000, 0x6558, eth(0x0800, inner), [...be32(0), ...be32(5), ...be32(1)]))), hello)
  assert.equal(told(eth(0x0800, gre(0x1000, 0x88be, packed(new Uint8Array(8), eth(0x0800, inner)), be32(1)))), hello)
  assert.equal(told(eth(0x0800, gre(0x3081, 0x880b, packed([0x21], inner), [...be16(0), ...be16(0), ...be32(1), ...be32(1)]))), hello)
  assert.equal(told(eth(0x0800, ip4(17, vxlan))), hello)
  const geneve = packed([1, 0, 0x65, 0x58, 0, 0, 5, 0], be32(0), eth(0x0800, inner))
  assert.equal(told(eth(0x0800, ip4(17, udp({ dport: 6081 }, geneve)))), hello)
  assert.equal(told(eth(0x0800, ip4(4, inner))), hello)
  assert.equal(told(eth(0x0800, ip4(41, ip6(6, segment)))), hello)
  assert.equal(told(eth(0x86dd, ip6(41, ip6(4, inner)))), hello)
  assert.equal(told(eth(segment.length + 28, packed([0xaa, 0xaa, 3, 0, 0, 0], be16(0x0800), inner))), 'other')
  assert.equal(told(eth(0x8100, vlan(packed([0xaa, 0xaa, 3, 0, 0, 0], be16(0x0800), inner), 60))), hello)
  let nested = inner
  for (let i = 0; i < 20; i++) nested = ip4(4, nested)
  assert.equal(told(eth(0x0800, nested)), 'deep')
})

test('a UDP packet to the VXLAN port that is no VXLAN stays what it is', () => {
  assert.equal(
    told(eth(0x0800, ip4(17, udp({ dport: 4789 }, 'GET / HTTP/1.1, more than a header')))),
    '17 50000>4789 GET / HTTP/1.1, more than a header',
  )
})

test('IPv6 extension headers, authentication headers; ESP has no ports', () => {
  const hop = (next: number) => [next, 0, 0, 0, 0, 0, 0, 0]
  assert.equal(told(eth(0x86dd, ip6(0, packed(hop(60), hop(43), hop(6), segment)))), hello)
  assert.equal(told(eth(0x86dd, ip6(44, packed([6, 0, 0, 0], be32(9), segment)))), hello)
  assert.equal(told(eth(0x0800, ip4(51, packed([6, 1, 0, 0], be32(1), be32(2), segment)))), hello)
  assert.equal(told(eth(0x0800, ip4(50, packed(be32(1), be32(2), segment)))), 'transport')
})

test('padding after the IP packet is no payload; a short capture is told as cut', () => {
  assert.equal(told(packed(eth(0x0800, inner), new Uint8Array(6))), hello)
  const packet = new Packet()
  const frame = eth(0x0800, inner)
  assert.equal(new Decoder().decode(packet, frame, 0, frame.length - 2, 1), verdict.flow)
  assert.deepEqual([packet.end - packet.start, packet.cut], [3, 2])
  const offloaded = ip4(6, segment)
  offloaded.set([0, 0], 2)
  assert.equal(told(eth(0x0800, offloaded)), hello)
})

test('fragments of IPv4 and IPv6 in any order; a hole stays a hole', () => {
  const datagram = udp({}, 'x'.repeat(100) + 'y'.repeat(30))
  const piece4 = (from: number, to: number) =>
    eth(0x0800, ip4(17, datagram.slice(from, to), {}, (from >> 3) | (to < datagram.length ? 0x2000 : 0)))
  const piece6 = (from: number, to: number) => {
    const header = [17, 0, ...be16(from | (to < datagram.length ? 1 : 0)), ...be32(77)]
    return eth(0x86dd, ip6(44, packed(header, datagram.slice(from, to))))
  }
  const whole = `17 50000>53 ${'x'.repeat(100)}${'y'.repeat(30)}`
  for (const piece of [piece4, piece6]) {
    const decoder = new Decoder()
    const pieces = [piece(64, 104), piece(104, datagram.length), piece(0, 64)]
    assert.deepEqual(
      pieces.map(p => told(p, 1, decoder)),
      ['fragment', 'fragment', whole],
    )
    assert.deepEqual([told(piece(0, 64), 1, decoder), told(piece(104, datagram.length), 1, decoder)], ['fragment', 'fragment'])
    decoder.fragments.finish()
    assert.deepEqual([decoder.fragments.lost, decoder.fragments.conflicts], [1, 0])
  }
})

test('fragments that contradict each other: the first counts, and it is counted', () => {
  const decoder = new Decoder()
  const datagram = udp({}, 'a'.repeat(24))
  const piece = (from: number, bytes: Uint8Array, more: boolean) => eth(0x0800, ip4(17, bytes, {}, (from >> 3) | (more ? 0x2000 : 0)))
  told(piece(0, datagram.slice(0, 16), true), 1, decoder)
  told(piece(8, packed('EVILEVIL'), true), 1, decoder)
  assert.equal(told(piece(16, datagram.slice(16), false), 1, decoder), `17 50000>53 ${'a'.repeat(24)}`)
  assert.ok(decoder.fragments.conflicts > 0)
})

test('any bytes of any link: no exception, and what it tells lies within the frame', () => {
  const links = fc.constantFrom(0, 1, 9, 12, 51, 101, 108, 113, 228, 229, 276)
  const seeds = fc.constantFrom(
    eth(0x0800, inner),
    eth(0x86dd, ip6(0, packed([44, 0, 0, 0, 0, 0, 0, 0], segment))),
    inner,
    eth(0x0800, ip4(47, packed([0x30, 0], be16(0x88be), inner))),
  )
  const changes = fc.array(fc.tuple(fc.nat({ max: 90 }), fc.nat({ max: 255 })), { maxLength: 6 })
  fc.assert(
    fc.property(fc.oneof(seeds, fc.uint8Array({ maxLength: 120 })), changes, links, fc.nat({ max: 120 }), (seed, list, link, cut) => {
      const frame = seed.slice(0, Math.max(0, seed.length - (cut % 20)))
      for (const [at, value] of list) if (at < frame.length) frame[at] = value
      const packet = new Packet()
      if (new Decoder().decode(packet, frame, 0, frame.length, link) !== verdict.flow) return
      assert.ok(packet.start <= packet.end && packet.end <= packet.bytes.length && packet.cut >= 0)
      assert.ok(packet.target + (packet.wide ? 16 : 4) <= packet.bytes.length)
    }),
    { numRuns: 2000 },
  )
})
