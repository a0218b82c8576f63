import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chanceBytes } from '../../test/chance-bytes.ts'
import { tlsh } from './tlsh.ts'

test('digests as the reference and its port tlsh-js 1.0.8 give them, of each scale of lengths', () => {
  const known = [
    [700, 1_103_515_245, 'T1C00188E3272DD783014C475C26FC269CB7043675E9EC366F45300A709AF0BDB406C1A9'],
    [3000, 69_069, 'T133516D3D48F359174C9C533767286171D8817BD69B206448941E84AA316C78721F5F3B'],
    [20_000, 1_664_525, 'T12E92D0F5E597B822C903E56E005C8B074F7C5A9DA6A62E63300B1FE2ECF7626043D675'],
  ] as const
  for (const [length, factor, digest] of known) assert.equal(tlsh(chanceBytes(length, factor)), digest)
})

test('a small change changes little', () => {
  const data = chanceBytes(20_000, 1_664_525)
  const before = tlsh(data)
  data.fill(7, 100, 110)
  const after = tlsh(data)
  assert.ok([...before].filter((digit, i) => digit !== after[i]).length < 8, after)
})

test('near miss: too short, too monotonous; any bytes have 72 characters or none', () => {
  assert.deepEqual([tlsh(chanceBytes(49, 69_069)), tlsh(new Uint8Array(5000))], ['', ''])
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), data => assert.match(tlsh(data), /^(?:T1[0-9A-F]{70})?$/)))
})
