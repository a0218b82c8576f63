import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moneyText, rateText } from './rate-text.ts'

test('rates and sums as people write them', () => {
  assert.deepEqual(
    [519.723, 30_451_731, 1e14, 0].map(rate => rateText(rate)),
    ['519.7 H/s', '30.45 MH/s', '100 TH/s', '0 H/s'],
  )
  assert.equal(rateText(2800, 'Sol'), '2.8 kSol/s')
  assert.deepEqual([0.0267, 0.27, 3.14, 34, 1234.5].map(moneyText), ['0.027', '0.27', '3.1', '34', '1235'])
})
