import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat } from '../../core/bytes.ts'
import { PcapngWriter } from './pcapng-writer.ts'
import { CaptureParser } from './records.ts'

interface Written {
  readonly bytes: Uint8Array
  readonly original: number
  readonly at: number
  readonly link: number
}

function readBack(capture: Uint8Array): { packets: Written[]; end: string } {
  const packets: Written[] = []
  const parser = new CaptureParser({
    packet: (bytes, start, end, original, at, link) => void packets.push({ bytes: bytes.slice(start, end), original, at, link }),
  })
  parser.push(capture)
  return { packets, end: parser.end() }
}

test('what is written is read back the same, whatever the sizes, interfaces and comments', () => {
  const packet = fc.record({
    bytes: fc.uint8Array({ maxLength: 3000 }),
    original: fc.integer({ min: 0, max: 70_000 }),
    at: fc.integer({ min: 0, max: 4e15 }),
    link: fc.constantFrom(1, 101),
    device: fc.constantFrom('eth0', 'lo', 'wg0'),
    comment: fc.string({ maxLength: 80 }),
  })
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 20 }), packets => {
      const parts: Uint8Array[] = []
      const writer = new PcapngWriter(bytes => parts.push(bytes.slice()))
      for (const { bytes, original, at, link, device, comment } of packets)
        writer.packet(bytes, 0, bytes.length, original, at, { link, device }, comment)
      writer.flush()
      const read = readBack(concat(parts))
      assert.equal(read.end, '')
      assert.deepEqual(
        read.packets,
        packets.map(({ bytes, original, at, link }) => ({ bytes, original, at, link })),
      )
    }),
    { numRuns: 60 },
  )
})

test('more than the room holds, and a packet larger than the room', () => {
  const parts: Uint8Array[] = []
  const writer = new PcapngWriter(bytes => parts.push(bytes.slice()))
  const sizes = [600_000, 600_000, 1_048_000, 10]
  for (const size of sizes) writer.packet(new Uint8Array(size).fill(7), 0, size, size, 1, { link: 1, device: 'lo' }, 'said')
  writer.flush()
  assert.deepEqual(
    readBack(concat(parts)).packets.map(({ bytes }) => bytes.length),
    sizes,
  )
})
