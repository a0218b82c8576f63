import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { capabilityText } from './capability.ts'

/** A vfs_cap_data value. */
function value(version: 1 | 2 | 3, effective: boolean, permitted: bigint, inheritable = 0n, rootid = 0): Uint8Array {
  const bytes = new Uint8Array(version === 1 ? 12 : version === 2 ? 20 : 24)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, version * 0x1000000 + (effective ? 1 : 0), true)
  for (let i = 0; i < (version === 1 ? 1 : 2); i++) {
    view.setUint32(4 + 8 * i, Number((permitted >> BigInt(32 * i)) & 0xffffffffn), true)
    view.setUint32(8 + 8 * i, Number((inheritable >> BigInt(32 * i)) & 0xffffffffn), true)
  }
  if (version === 3) view.setUint32(20, rootid, true)
  return bytes
}

test('as getcap prints it', () => {
  assert.equal(capabilityText(value(2, true, 1n << 7n)), 'cap_setuid+ep')
  assert.equal(capabilityText(value(1, false, 1n << 13n)), 'cap_net_raw+p')
  assert.equal(capabilityText(value(3, true, (1n << 12n) | (1n << 39n), 0n, 100000)), 'cap_net_admin,cap_bpf+ep [rootid=100000]')
  assert.equal(capabilityText(value(2, false, 0n, 1n << 10n)), 'cap_net_bind_service+i')
  assert.equal(capabilityText(value(2, false, 0n)), '=')
})

test('damaged values give nothing, any bytes never throw', () => {
  assert.equal(capabilityText(value(2, true, 1n).subarray(0, 19)), undefined)
  assert.equal(capabilityText(new Uint8Array(24)), undefined)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), bytes => void capabilityText(bytes)))
})

test('every permitted bit is named once', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: (1n << 41n) - 1n }), bits => {
      const text = capabilityText(value(2, true, bits)) ?? ''
      assert.equal(text.split(',').length, bits.toString(2).replaceAll('0', '').length)
    }),
  )
})
