import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { packed } from '../../../test/packets.ts'
import { sealed, target } from '../../../test/quic.ts'
import { cryptoFrames, initialPacket, isOtherVersion, quicVersionAt, readableVersion } from '../../parse/protocols/quic-packet.ts'
import { QuicGreeting } from './greeting.ts'
import { clientKeys, headerMask, opened } from './initial.ts'

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
/** The frame of both examples: a greeting for example.com. */
const frame = hex(`060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e868
  04fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578
  616d706c652e636f6dff01000100000a00080006001d00170018001000070005
  04616c706e000500050100000000003300260024001d00209370b2c9caa47fba
  baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b000302030400
  0d0010000e0403050306030203080408050806002d00020101001c0002400100
  3900320408ffffffffffffffff05048000ffff07048000ffff08011001048000
  75300901100f088394c8f03e51570806048000ffff`)

test('RFC 9001 appendix A: keys, mask, and the packet of the client byte for byte (its tag covers all of it)', () => {
  const keys = clientKeys('1', target)
  assert.deepEqual(
    [hexOf(keys.key), hexOf(keys.iv), hexOf(keys.hp)],
    ['1f369613dd76d5467730efcbe3b1a22d', 'fa044b2f42a3fd3b46fb255c', '9f50449e04a0e810283a1e9933adedd2'],
  )
  assert.match(hexOf(headerMask(keys.hp, hex('d1b1c98dd7689fb8ec11d242b123dc9b'))), /^437b9aec36/)
  const packet = sealed(frame)
  assert.equal(packet.length, 1200)
  assert.match(hexOf(packet), /^c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11.*e221af44860018ab0856972e194cd934$/)
  const where = initialPacket(packet, 0, packet.length)!
  const payload = opened(where, packet, 0, keys)!
  assert.deepEqual([where.end, payload.length, payload.subarray(0, frame.length)], [1200, 1162, Buffer.from(frame)])
})

test('RFC 9369 appendix A: the same of version 2', () => {
  const keys = clientKeys('2', target)
  assert.deepEqual(
    [hexOf(keys.key), hexOf(keys.iv), hexOf(keys.hp)],
    ['8b1a0bc121284290a29e0971b5cd045d', '91f73e2351d8fa91660e909f', '45b95e15235d6f45a6b19cbcb0294ba9'],
  )
  const packet = sealed(frame, { version: '2' })
  assert.match(hexOf(packet), /^d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485.*a18b2faa745b6fe189cf772a9f84cbfc$/)
  const where = initialPacket(packet, 0, packet.length)!
  assert.deepEqual(opened(where, packet, 0, keys)?.subarray(0, 4), Buffer.from(frame.subarray(0, 4)))
})

test('near miss: a bit is changed, the server’s packet, a Retry, version negotiation, a packet cut short', () => {
  const keys = clientKeys('1', target)
  for (const at of [0, 1150, 1199]) {
    const packet = sealed(frame)
    packet[at]! ^= 1
    const where = initialPacket(packet, 0, packet.length)
    assert.equal(where && opened(where, packet, 0, keys), undefined)
  }
  const server =
    hex(`cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3
    dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee`)
  assert.equal(opened(initialPacket(server, 0, server.length)!, server, 0, keys), undefined)
  const retry = hex('ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba')
  for (const other of [retry, hex('c00000000008f067a5502a4262b500000000016b3343cf'), sealed(frame).subarray(0, 1000), hex('4000000001')])
    assert.equal(initialPacket(other, 0, other.length), undefined)
})

test('any bytes: no exception, no place past the end', () => {
  const start = fc.constantFrom([], [0xc0, 0, 0, 0, 1], [0xd0, 0x6b, 0x33, 0x43, 0xcf, 8], [0xc3, 0xff, 0, 0, 0x1d, 0])
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 120 }), (head, tail) => {
      const bytes = packed(head, tail)
      const version = quicVersionAt(bytes, 0, bytes.length)
      readableVersion(version)
      isOtherVersion(version)
      const packet = initialPacket(bytes, 0, bytes.length)
      assert.ok(packet === undefined || (packet.end <= bytes.length && packet.numberAt < packet.end))
      cryptoFrames(bytes, (_, piece) => assert.ok(piece.length <= bytes.length))
      assert.equal(new QuicGreeting().take(bytes, 0, bytes.length), undefined)
    }),
  )
})

test('any frames in sealed packets: no exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), frames => {
      const packet = sealed(frames)
      new QuicGreeting().take(packet, 0, packet.length)
    }),
    { numRuns: 50 },
  )
})
