import assert from 'node:assert/strict'
import { isIPv4, isIPv6 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { ipv6Text } from '../parse/proc/net-address.ts'
import { ipv4Number, ipv4Text, ipv6Bytes } from './address-text.ts'

const bytesOf = (text: string): number[] | undefined => {
  const out = new Uint8Array(16).fill(0xee)
  return ipv6Bytes(text, out) ? [...out] : undefined
}

test('what is an address is what Node says is one', () => {
  const near = fc.array(fc.constantFrom('0', '1', 'ff', 'fe80', '12345', ':', '::', '.', '255', '1.2.3.4', '256', 'g', '%', '/'), {
    maxLength: 18,
  })
  const texts = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ maxLength: 50 }),
    near.map(parts => parts.join('')),
  )
  fc.assert(
    fc.property(texts, text => {
      assert.equal(ipv4Number(text) >= 0, isIPv4(text), text)
      assert.equal(bytesOf(text) !== undefined, isIPv6(text) && !text.includes('%'), text)
    }),
    { numRuns: 5000 },
  )
})

test('there and back', () => {
  fc.assert(fc.property(fc.nat(0xffffffff), bits => assert.equal(ipv4Number(ipv4Text(bits)), bits)))
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
      if (bytes.subarray(0, 12).some(b => b !== 0)) assert.deepEqual(bytesOf(ipv6Text([...bytes])), [...bytes])
    }),
  )
  assert.deepEqual(bytesOf('::ffff:192.0.2.1'), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 1])
  assert.deepEqual(bytesOf('1::8'), [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8])
  assert.deepEqual(bytesOf('1:2:3:4:5:6:7::'), bytesOf('1:2:3:4:5:6:7:0'))
})
