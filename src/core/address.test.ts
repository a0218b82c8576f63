import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressAfter, addressBytes, addressRange, compareAddresses, isWithin, mergedRanges } from './address.ts'

const hex = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('hex')

test('reads addresses of both families, and IPv4 in its IPv6 dress', () => {
  assert.equal(hex(addressBytes('192.0.2.7')), 'c0000207')
  assert.equal(hex(addressBytes('::ffff:192.0.2.7')), 'c0000207')
  assert.equal(hex(addressBytes('2001:db8::1')), '20010db8000000000000000000000001')
  assert.equal(hex(addressBytes('::')), '0'.repeat(32))
  assert.equal(hex(addressBytes('1:2:3:4:5:6:7::')), '00010002000300040005000600070000')
  for (const text of ['', '192.0.2', '192.0.2.256', '1::2::3', '1:2:3:4:5:6:7:8:9', ':1', '12345::', 'fe80::1%eth0', 'pool.example', '1:2'])
    assert.equal(addressBytes(text), undefined, text)
})

test('networks go from their first to their last address', () => {
  const ends = (text: string): unknown => {
    const range = addressRange(text)
    return range && [hex(range.first), hex(range.last)]
  }
  assert.deepEqual(ends('192.0.2.77/24'), ['c0000200', 'c00002ff'])
  assert.deepEqual(ends('192.0.2.77'), ['c000024d', 'c000024d'])
  assert.deepEqual(ends('0.0.0.0/0'), ['00000000', 'ffffffff'])
  assert.deepEqual(ends('10.0.0.0/13'), ['0a000000', '0a07ffff'])
  for (const text of ['192.0.2.0/33', '192.0.2.0/', '/8', '192.0.2.0/8/8', 'x/8']) assert.equal(addressRange(text), undefined, text)
  assert.ok(isWithin('192.0.2.9', '192.0.2.0/28') && !isWithin('192.0.2.16', '192.0.2.0/28'))
  assert.ok(isWithin('fe80::1', 'fe80::/10') && !isWithin('192.0.2.1', '::/0') && !isWithin('x', '::/0') && !isWithin('::1', 'x'))
})

test('touching and overlapping networks become one, to the end of the space', () => {
  const merged = (...texts: string[]): unknown =>
    mergedRanges(texts.map(text => addressRange(text)!)).map(r => `${hex(r.first)}-${hex(r.last)}`)
  assert.deepEqual(merged('192.0.2.8', '192.0.2.7', '192.0.2.10'), ['c0000207-c0000208', 'c000020a-c000020a'])
  assert.deepEqual(merged('10.0.0.0/8', '10.1.0.0/16', '255.0.0.0/8', '255.255.255.255'), ['0a000000-0affffff', 'ff000000-ffffffff'])
  assert.equal(addressAfter(Uint8Array.of(255, 255, 255, 255)), undefined)
})

test('whatever is merged covers the same addresses, apart and in order', () => {
  const network = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 })).map(([n, bits]) => `192.0.2.${n}/${bits}`)
  fc.assert(
    fc.property(fc.array(network, { maxLength: 12 }), networks => {
      const merged = mergedRanges(networks.map(text => addressRange(text)!))
      for (let n = 0; n < 256; n++) {
        const address = Uint8Array.of(192, 0, 2, n)
        const inMerged = merged.filter(r => compareAddresses(r.first, address) <= 0 && compareAddresses(address, r.last) <= 0).length
        assert.equal(inMerged, networks.some(text => isWithin(`192.0.2.${n}`, text)) ? 1 : 0)
      }
    }),
  )
})

test('any text is an address or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), text => {
      const bytes = addressBytes(text)
      assert.ok(bytes === undefined || bytes.length === 4 || bytes.length === 16)
      addressRange(text)
    }),
  )
  fc.assert(fc.property(fc.ipV6(), text => assert.ok(addressBytes(text) !== undefined, text)))
})
