import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../core/bytes.ts'
import { readHttpResponse } from './http-response.ts'

test('status and body', () => {
  const read = readHttpResponse(bytesOf('HTTP/1.0 404 Not Found\r\nContent-Type: application/json\r\n\r\n{"message":"no"}'))
  assert.deepEqual(read && [read.status, textOf(read.body)], [404, '{"message":"no"}'])
})

test('half a head and other protocols are no answer', () => {
  for (const text of ['', 'HTTP/1.0 200 OK\r\n', 'HTTP/2 200\r\n\r\n', 'SSH-2.0-x\r\n\r\n', 'HTTP/1.0 999 x\r\n\r\n'])
    assert.equal(readHttpResponse(bytesOf(text)), undefined, text)
})

test('property: any bytes are read or not; any body behind a head comes back as it is', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.integer({ min: 100, max: 599 }), (noise, status) => {
      readHttpResponse(noise)
      const head = bytesOf(`HTTP/1.0 ${status} x\r\nA: b\r\n\r\n`)
      const read = readHttpResponse(Uint8Array.from([...head, ...noise]))
      assert.deepEqual(read, { status, body: noise })
    }),
  )
})
