import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressRange, isWithin } from '../core/address.ts'
import { networkText } from './network-text.ts'

test('one spelling for each', () => {
  assert.equal(networkText('192.0.2.7'), '192.0.2.7')
  assert.equal(networkText('192.0.2.7/32'), '192.0.2.7')
  assert.equal(networkText('192.0.2.7/24'), '192.0.2.0/24')
  assert.equal(networkText('2001:DB8:0::1:0/64'), '2001:db8::/64')
  assert.equal(networkText('2001:db8:0:0:1::7', 64), '2001:db8::/64')
  assert.equal(networkText('::ffff:192.0.2.7'), '192.0.2.7')
  for (const wrong of ['', 'pool.example', '192.0.2.7/33', '192.0.2.07', '1.2.3.4/', '/24', '::1/129', '1.2.3.4/8/8'])
    assert.equal(networkText(wrong), undefined, wrong)
})

test('property: any text, no throw; the address lies in its network, which is spelt as itself', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended()),
      fc.option(fc.integer({ min: 0, max: 128 }), { nil: undefined }),
      (text, bits) => {
        const network = bits === undefined ? networkText(text) : networkText(text, bits)
        if (network === undefined) return
        assert.ok(addressRange(network) !== undefined)
        assert.equal(networkText(network), network)
        assert.ok(isWithin(text.replace(/\/.*$/, ''), network))
      },
    ),
  )
})
