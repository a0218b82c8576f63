import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashesOfShortTarget, hashesOfTarget, hashesPerDifficulty } from './share-worth.ts'

test('targets of both kinds', () => {
  assert.equal(hashesOfShortTarget('dc460300'), 20_000)
  assert.equal(hashesOfShortTarget('b88d0600'), 10_000)
  assert.equal(hashesOfShortTarget('0000000000000001'), 255)
  // ZEC at flypool: 2^13 / 0.512; Bitcoin's difficulty 1.
  assert.equal(hashesOfTarget('0004189374bc6a7ef9db22d0e5604189374bc6a7ef9db22d0e5604189374bc6a'), 16_000)
  assert.equal(hashesOfTarget(`0x00000000ffff${'0'.repeat(52)}`), 4_295_032_833)
})

test('no target at all, or nonsense, is worth nothing', () => {
  for (const target of ['', '00000000', 'xyz', '0'.repeat(64)])
    assert.equal(hashesOfShortTarget(target) ?? hashesOfTarget(target), undefined)
  fc.assert(fc.property(fc.string(), text => void [hashesOfShortTarget(text), hashesOfTarget(text)]))
})

test('a difficulty counts by its algorithm', () => {
  assert.equal(hashesPerDifficulty('stratum-1', 'BTC', []), 2 ** 32)
  assert.equal(hashesPerDifficulty('stratum-1', 'LTC', []), 2 ** 16)
  assert.equal(hashesPerDifficulty('stratum-1', undefined, ['yespower']), 2 ** 16)
  assert.equal(hashesPerDifficulty('cryptonote', 'XMR', []), 1)
})
