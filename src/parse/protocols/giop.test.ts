import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { giopRequest } from '../../../test/giop.ts'
import { giopHead, giopLength, giopOperation } from './giop.ts'

test('the operation in versions 1.0 to 1.2, in both orders of bytes', () => {
  for (const minor of [0, 1, 2])
    for (const little of [false, true]) {
      const bytes = giopRequest('rebind_any', 'x', { minor, little })
      assert.equal(giopLength(bytes.subarray(0, giopHead)), bytes.length - giopHead)
      assert.equal(giopOperation(bytes.subarray(0, giopHead), bytes.subarray(giopHead)), 'rebind_any', `1.${minor} ${little}`)
    }
})

test('near miss: other protocols, any bytes', () => {
  for (const text of ['GET / HTTP/1.1\r\n\r\n', 'GIOP\x02\x00\x00\x00\x00\x00\x00\x00', 'GIOQ\x01\x02\x00\x00\x00\x00\x00\x00'])
    assert.equal(giopLength(Uint8Array.from(text, c => c.charCodeAt(0))), -1)
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.uint8Array({ maxLength: 100 }), (head, body) => {
      giopLength(head)
      assert.match(giopOperation(head, body), /^\w*$/)
    }),
  )
})
