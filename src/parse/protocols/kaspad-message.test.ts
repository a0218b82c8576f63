import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kaspadMessage, protobufFields } from './kaspad-message.ts'

const of = (...bytes: number[]) => kaspadMessage(Uint8Array.from(bytes))

test('hit: a template asked for and given, a block handed in and its answers', () => {
  assert.deepEqual(of(0xea, 0x3e, 5, 0x0a, 3, 0x61, 0x62, 0x63)?.who, { login: 'abc' })
  assert.equal(of(0xf2, 0x3e, 2, 0x10, 1)?.job?.algorithm, '')
  assert.equal(of(0xda, 0x3e, 0)?.isShare, true)
  assert.deepEqual([of(0xe2, 0x3e, 0)?.answer, of(0xe2, 0x3e, 2, 8, 0)?.answer, of(0xe2, 0x3e, 2, 8, 1)?.answer], ['yes', 'yes', 'no'])
})

test('near miss: another field, a cut-off one, nothing', () => {
  assert.deepEqual([of(0xba, 0x42, 0), of(0xea), of()], [undefined, undefined, undefined])
})

test('any bytes give few fields within them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const fields = protobufFields(bytes)
      kaspadMessage(bytes)
      return fields.length <= 32 && fields.every(({ number, bytes: inside }) => number > 0 && inside.length <= bytes.length)
    }),
  )
})
