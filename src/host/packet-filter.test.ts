import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { eth, ip4, ip6, tcp, udp } from '../../test/packets.ts'
import { captureFilter, portFilter } from './packet-filter.ts'

interface Seen {
  readonly frame: Uint8Array
  readonly direction?: number
  readonly link?: number
}

/** Classic BPF as the kernel runs it: what the filter answers. */
function run(program: Uint8Array, { frame, direction = 0, link = 1 }: Seen): number {
  const code = new DataView(program.buffer)
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.length)
  const special: Record<number, number> = { 0: bytes.getUint16(12), 4: direction, 28: link }
  for (let at = 0, a = 0; ; at++) {
    const k = code.getInt32(8 * at + 4, true)
    const place = k + 0x10_0000 + 14
    switch (code.getUint16(8 * at, true)) {
      case 0x06:
        return k
      case 0x15:
        at += code.getUint8(8 * at + (a === k >>> 0 ? 2 : 3))
        break
      case 0x20:
        a = special[k + 0x1000] ?? bytes.getUint32(place)
        break
      case 0x28:
        a = bytes.getUint16(place)
        break
      case 0x30:
        a = bytes.getUint8(place)
        break
      default:
        assert.fail('an instruction of an unknown kind')
    }
  }
}

const session = { local: { address: '198.51.100.1', port: 22 }, remote: { address: '192.0.2.1', port: 50_000 } }
const wide = { local: { address: '2001:db8::2', port: 22 }, remote: { address: '2001:db8::1', port: 50_000 } }
const filter = captureFilter([session, wide])
const there = { from: '192.0.2.1', to: '198.51.100.1', sport: 50_000, dport: 22 }
const back = { from: there.to, to: there.from, sport: 22, dport: 50_000 }
const packet = (ends: typeof there): Uint8Array => eth(0x0800, ip4(6, tcp(ends, 1, 0x18, 'x'), ends))

test('the given connections are left out, both ways; their neighbours are not', () => {
  for (const frame of [packet(there), packet(back), eth(0x86dd, ip6(6, tcp(there, 1, 0x18, 'x')))]) assert.equal(run(filter, { frame }), 0)
  const kept = [
    packet({ ...there, sport: 50_001 }),
    packet({ ...there, dport: 23 }),
    packet({ ...there, from: '192.0.2.2' }),
    packet({ ...there, to: '198.51.100.2' }),
    eth(0x0800, ip4(17, udp(there, 'x'), there)),
    eth(0x86dd, ip6(6, tcp(there, 1, 0x18, 'x'), 3)),
  ]
  for (const frame of kept) assert.equal(run(filter, { frame }), 0x4_0000)
})

test('of the two copies on the loopback one is taken; elsewhere what goes out is', () => {
  const frame = packet({ ...there, dport: 3333 })
  assert.equal(run(filter, { frame, direction: 4, link: 772 }), 0)
  assert.equal(run(filter, { frame, direction: 0, link: 772 }), 0x4_0000)
  assert.equal(run(filter, { frame, direction: 4, link: 1 }), 0x4_0000)
})

test('any other packet is taken, whatever the connections', () => {
  const end = fc.record({ address: fc.ipV4(), port: fc.integer({ min: 1, max: 65_535 }) })
  fc.assert(
    fc.property(fc.array(fc.record({ local: end, remote: end }), { maxLength: 8 }), end, end, (connections, a, b) => {
      const ends = { from: a.address, to: b.address, sport: a.port, dport: b.port }
      const isOurs = connections.some(
        ({ local, remote }) =>
          [local, remote].some(x => x.address === a.address && x.port === a.port) &&
          [local, remote].some(x => x.address === b.address && x.port === b.port),
      )
      assert.equal(run(captureFilter(connections), { frame: packet(ends) }) === 0, isOurs)
    }),
  )
})

test('one port: from it and to it, by TCP and UDP and both families; nothing else, and no second copy from the loopback', () => {
  const one = portFilter(53)
  const [to, from] = [
    { sport: 40_000, dport: 53 },
    { sport: 53, dport: 40_000 },
  ]
  for (const ends of [to, from]) {
    for (const frame of [
      eth(0x0800, ip4(17, udp(ends, 'x'))),
      eth(0x0800, ip4(6, tcp(ends, 1, 2))),
      eth(0x86dd, ip6(17, udp(ends, 'x'))),
    ]) {
      assert.ok(run(one, { frame }) > frame.length)
      assert.equal(run(one, { frame, direction: 4, link: 772 }), 0)
    }
  }
  for (const frame of [
    eth(0x0800, ip4(17, udp({ sport: 40_000, dport: 5353 }, 'x'))),
    eth(0x0800, ip4(6, tcp({ sport: 443, dport: 40_053 }, 1, 2))),
    eth(0x0800, ip4(1, udp(to, 'x'))),
    eth(0x86dd, ip6(6, tcp({ sport: 443, dport: 40_053 }, 1, 2))),
    eth(0x0806, ip4(17, udp(to, 'x'))),
  ])
    assert.equal(run(one, { frame }), 0)
})
