import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareCase, fullCase } from '../../test/report-case.ts'
import { costOf } from './cost.ts'
import { money, number } from './figures.ts'

test('measured at least, cores over the span at most', () => {
  const cost = costOf(fullCase)!
  assert.equal(cost.measuredCoreHours, 2)
  assert.equal(cost.cores, 2)
  // From five minutes before to two hours after.
  assert.ok(Math.abs(cost.coreHours.high - 2 * (125 / 60)) < 1e-9)
  assert.ok(cost.earnedUsd!.low < cost.earnedUsd!.high && cost.earnedUsd!.high < 1)
})

test('where nothing was seen running, nothing is made up; without a yield no earnings', () => {
  assert.equal(costOf(bareCase), undefined)
  assert.equal(costOf({ ...fullCase, yields: new Map() })!.earnedUsd, undefined)
})

test('figures are no more exact than they are', () => {
  assert.deepEqual(
    [0, 0.004, 1.26, 12.6, 1234, 1_234_567].map(n => number(n, 'en')),
    ['0', '< 0.01', '1.3', '13', '1,200', '1,200,000'],
  )
  assert.equal(money({ low: 1, high: 3 }, 'CNY', 'zh'), '1 – 3 元')
  assert.equal(money({ low: 2, high: 2 }, 'USD', 'en'), '2 USD')
})

test('prices of one’s own count instead of ours, and a missing one makes no figure', () => {
  const prices = { currency: 'EUR', coreHour: { low: 0.05, high: 0.05 }, own: true }
  const cost = costOf({ ...fullCase, prices })!
  assert.equal(cost.computing!.low, 0.1)
  assert.equal(cost.electricity, undefined)
  assert.equal(money(cost.computing!, 'EUR', 'zh'), '0.1 – 0.21 欧元')
  assert.equal(money({ low: 1, high: 1 }, 'JPY', 'zh'), '1 JPY')
})
