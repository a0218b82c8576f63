import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectionId, kindOf, nameOf } from './entity.ts'

test('a connection is written in one way only; IPv6 in brackets, so that port and address stay apart', () => {
  const [four, six] = [
    { address: '192.0.2.1', port: 5000 },
    { address: '2001:db8::1', port: 443 },
  ]
  const id = connectionId('tcp', four, six)
  assert.equal(id, 'connection:tcp/192.0.2.1:5000-[2001:db8::1]:443')
  assert.equal(connectionId('udp', six, four, '@4026531840'), 'connection:udp/[2001:db8::1]:443-192.0.2.1:5000@4026531840')
  assert.deepEqual([kindOf(id), nameOf(id)], ['connection', id.slice(11)])
})
