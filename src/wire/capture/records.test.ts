import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blockOf, enhancedOf, type Format, type Frame, interfaceOf, packed, pcapOf, sectionOf } from '../../../test/packets.ts'
import { concat } from '../../core/bytes.ts'
import type { PacketSink } from './packet-sink.ts'
import { CaptureParser } from './records.ts'

interface Seen {
  readonly bytes: readonly number[]
  readonly original: number
  readonly at: number
  readonly link: number
}

function read(capture: Uint8Array, sizes: readonly number[] = [capture.length]): { seen: Seen[]; end: string } {
  const seen: Seen[] = []
  const sink: PacketSink = {
    packet: (bytes, start, end, original, at, link) => void seen.push({ bytes: [...bytes.subarray(start, end)], original, at, link }),
  }
  const parser = new CaptureParser(sink)
  for (let at = 0, turn = 0; at < capture.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length]!)
    // A copy, so that nothing can be read past the chunk.
    if (!parser.push(capture.slice(at, at + size))) break
    at += size
  }
  return { seen, end: parser.end() }
}

const frames: readonly Frame[] = [
  { bytes: packed('one'), at: 1_700_000_000_123_456 },
  { bytes: packed('second'), at: 1_700_000_001_000_001, original: 900 },
]
const times = frames.map(f => f.at)

test('pcap: both byte orders, micro- and nanoseconds, the link type without the bits above it', () => {
  for (const format of [{}, { little: false }, { nano: true }, { nano: true, little: false }] satisfies Format[]) {
    const { seen, end } = read(pcapOf(frames, { ...format, link: 101 }))
    assert.deepEqual([seen.map(s => Math.round(s.at)), seen.map(s => s.original), end], [times, [3, 900], ''])
    assert.deepEqual([seen[0]?.link, seen[1]?.bytes.length], [101, 6])
  }
  assert.equal(read(pcapOf(frames, { link: 0x24000001 })).seen[0]?.link, 1)
})

test('pcapng: sections of both orders, clocks of each interface, enhanced, simple and old packets, unknown blocks', () => {
  const nanos = packed([9, 0, 1, 0, 9, 0, 0, 0])
  const shifted = packed([9, 0, 1, 0, 0x80 | 10, 0, 0, 0], [14, 0, 8, 0], [100, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0])
  const capture = concat([
    sectionOf(),
    interfaceOf(1),
    interfaceOf(113, nanos),
    interfaceOf(228, shifted),
    enhancedOf(frames[0]!),
    blockOf(0xbad, packed('anything at all')),
    enhancedOf(frames[1]!, 1, 5e9),
    enhancedOf(frames[1]!, 2, 2048),
    blockOf(3, packed([3, 0, 0, 0], 'abc')),
    blockOf(2, packed([0, 0, 1, 0], [0, 0, 0, 0], [7, 0, 0, 0], [2, 0, 0, 0], [2, 0, 0, 0], 'xy')),
    sectionOf(false),
    interfaceOf(276, new Uint8Array(0), false),
    enhancedOf(frames[0]!, 0, frames[0]!.at, false),
  ])
  const { seen, end } = read(capture)
  assert.equal(end, '')
  assert.deepEqual(
    seen.map(s => [s.link, s.at]),
    [
      [1, times[0]],
      [113, 5e6],
      [228, 102e6],
      [1, 102e6],
      [1, 7],
      [276, times[0]],
    ],
  )
  assert.deepEqual(seen[3]?.bytes, [97, 98, 99])
})

test('where a capture is cut off or lies, it says so and keeps what came before', () => {
  const capture = pcapOf(frames)
  assert.deepEqual([read(capture.slice(0, -2)).seen.length, read(capture.slice(0, -2)).end], [1, 'cut off in the middle of a record'])
  const lying = pcapOf(frames)
  lying.set([255, 255, 255, 127], 24 + 16 + 3 + 8)
  assert.deepEqual([read(lying).seen.length, read(lying).end], [1, 'a record claims an impossible length'])
  assert.equal(read(packed('root:x:0:0')).end, 'neither pcap nor pcapng')
  assert.equal(read(new Uint8Array(0)).end, 'is empty')
  assert.equal(read(concat([sectionOf(), enhancedOf(frames[0]!)])).end, 'a packet of an interface that was never described')
  assert.equal(
    read(concat([sectionOf(), blockOf(0xbad, new Uint8Array(3e6)).slice(0, 2e6)]), [1000]).end,
    'cut off in the middle of a record',
  )
})

test('however the bytes come, the packets are the same', () => {
  const frame = fc.record({ bytes: fc.uint8Array({ maxLength: 40 }), at: fc.integer({ min: 0, max: 4e15 }) })
  const sizes = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 20 }), sizes, fc.boolean(), (list, cuts, isNext) => {
      const capture = isNext ? concat([sectionOf(), interfaceOf(1), ...list.map(f => enhancedOf(f))]) : pcapOf(list)
      assert.deepEqual(read(capture, cuts), read(capture))
      assert.equal(read(capture).seen.length, list.length)
    }),
  )
})

test('any bytes: no exception, nothing read past the end, and it ends', () => {
  const good = concat([sectionOf(), interfaceOf(1), ...frames.map(f => enhancedOf(f))])
  const changes = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.nat({ max: 255 })), { maxLength: 8 })
  fc.assert(
    fc.property(
      fc.constantFrom(good, pcapOf(frames)),
      changes,
      fc.uint8Array({ maxLength: 60 }),
      fc.integer({ min: 1, max: 64 }),
      (base, list, tail, cut) => {
        const capture = concat([base, tail])
        for (const [at, value] of list) if (at < capture.length) capture[at] = value
        read(capture, [cut])
      },
    ),
    { numRuns: 500 },
  )
})

const commented = (little: boolean, text: string): Uint8Array => {
  const half = (n: number): number[] => (little ? [n & 255, n >> 8] : [n >> 8, n & 255])
  return packed(half(1), half(text.length), text, new Uint8Array((4 - (text.length & 3)) & 3), half(0), half(0))
}

test('pcapng: comments on sections, interfaces and frames, in both byte orders; cut off ones are passed over', () => {
  for (const little of [true, false]) {
    const said: string[] = []
    const sink: PacketSink = {
      packet: (bytes, start, end) => void said.push(`packet ${Buffer.from(bytes.subarray(start, end)).toString()}`),
      remark: (text, bytes, start, end) => void said.push(`${text} on ${Buffer.from(bytes.subarray(start, end)).toString()}`),
    }
    const plain = sectionOf(little)
    const section = blockOf(0x0a0d0d0a, packed(plain.slice(8, -4), commented(little, 'at the gate')), little)
    const frame = enhancedOf({ bytes: packed('five5') }, 0, 0, little)
    const packet = blockOf(6, packed(frame.slice(8, -4), commented(little, 'sshd[812]')), little)
    const cut = blockOf(6, packed(frame.slice(8, -4), commented(little, 'never').slice(0, 6)), little)
    const capture = concat([section, interfaceOf(1, commented(little, 'eth0, mirrored'), little), packet, cut])
    for (const size of [capture.length, 7]) {
      said.length = 0
      const parser = new CaptureParser(sink)
      for (let at = 0; at < capture.length; at += size) parser.push(capture.slice(at, at + size))
      assert.deepEqual(said, ['at the gate on ', 'eth0, mirrored on ', 'packet five5', 'sshd[812] on five5', 'packet five5'])
    }
  }
})
