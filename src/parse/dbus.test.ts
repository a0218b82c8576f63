import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../core/bytes.ts'
import { dbusCall, readDbus } from './dbus.ts'

/** An answer as systemd 252 gave it to StopUnit: little-endian, one object path. */
const jobs = '/org/freedesktop/systemd1/job/42'
const answer = Uint8Array.from([
  ...[0x6c, 2, 1, 1, 37, 0, 0, 0, 7, 0, 0, 0, 15, 0, 0, 0],
  ...[5, 1, 0x75, 0, 3, 0, 0, 0, 8, 1, 0x67, 0, 1, 0x6f, 0, 0],
  ...[32, 0, 0, 0, ...bytesOf(jobs), 0],
])

describe('messages of D-Bus', () => {
  test('an answer with an object path', () => {
    assert.deepEqual(readDbus(answer), {
      message: { type: 'return', serial: 7, replyTo: 3, name: '', body: [jobs] },
      size: answer.length,
    })
  })
  test('in parts it wants more, of something else nothing is read', () => {
    for (let i = 0; i < answer.length; i++) assert.equal(readDbus(answer.subarray(0, i)), 'more')
    assert.equal(readDbus(bytesOf('HTTP/1.1 200 OK\r\n')), undefined)
    assert.equal(readDbus(answer.with(3, 9)), undefined)
  })
  test('a big-endian error with nested values', () => {
    // Signature a(sv): [("x", 5u)]
    const body = [0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 1, 0x78, 0, 1, 0x75, 0, 0, 0, 0, 0, 0, 0, 5]
    const fields = [4, 1, 0x73, 0, 0, 0, 0, 3, ...bytesOf('a.b'), 0, 0, 0, 0, 0, 8, 1, 0x67, 0, 5, ...bytesOf('a(sv)'), 0]
    const head = [0x42, 3, 0, 1, 0, 0, 0, body.length, 0, 0, 0, 1, 0, 0, 0, fields.length]
    const padding = new Array(-fields.length & 7).fill(0)
    const read = readDbus(Uint8Array.from([...head, ...fields, ...padding, ...body]))
    assert.deepEqual(read, {
      message: { type: 'error', serial: 1, name: 'a.b', body: [[['x', 5]]] },
      size: 16 + fields.length + padding.length + body.length,
    })
  })
  test('property: a call is read back as it was written', () => {
    const texts = fc.string({ unit: 'binary' }).map(t => t.toWellFormed().replaceAll('\0', ''))
    const args = fc.array(fc.oneof(texts, fc.array(texts)), { maxLength: 5 })
    fc.assert(
      fc.property(args, fc.integer({ min: 1, max: 1 << 30 }), (given, serial) => {
        const bytes = dbusCall({ serial, path: '/org/freedesktop/systemd1', interface: 'a.b', member: 'Do', args: given })
        assert.deepEqual(readDbus(bytes), { message: { type: 'call', serial, name: 'Do', body: given }, size: bytes.length })
      }),
    )
  })
  test('property: any bytes, also behind a true head, give a message, a wish for more, or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: answer.length }), (noise, keep) => {
        for (const bytes of [noise, Uint8Array.from([...answer.subarray(0, keep), ...noise])]) {
          const read = readDbus(bytes)
          assert.ok(read === undefined || read === 'more' || read.size <= bytes.length)
        }
      }),
      { numRuns: 500 },
    )
  })
})
