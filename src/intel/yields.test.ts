import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { dailyUsd } from '../core/intel.ts'
import { ruleFiles } from './lists.ts'
import { newestYields, parseYields } from './yields.ts'

interface Sample {
  readonly coin: string
  readonly hashrate: number
  readonly least: number
  readonly most: number
}

for (const { path, text } of ruleFiles('yields', '.json')) {
  test(`samples of ${path.slice(path.indexOf('rules/'))}`, () => {
    const read = parseYields(text)
    assert.ok(typeof read !== 'string', String(read))
    const yields = newestYields(read)
    const { hits, misses } = JSON.parse(readFileSync(path.replace('.json', '.samples.json'), 'utf8')) as {
      hits: Sample[]
      misses: Sample[]
    }
    for (const { coin, hashrate, least, most } of hits) {
      const usd = dailyUsd(yields.get(coin)!, hashrate)
      assert.ok(usd >= least && usd <= most, `${coin}: ${usd}`)
    }
    for (const { coin } of misses) assert.equal(yields.get(coin), undefined)
  })
}

test('what is wrong is said, and the newest counts', () => {
  assert.equal(parseYields('{}'), 'date must be YYYY-MM-DD')
  assert.match(String(parseYields('{"date":"2025-01-01","source":"x","coins":{"XMR":{"usd":-1}}}')), /^XMR: /)
  const entry = (date: string, usd: number) => ({ coin: 'XMR', date, usd, reward: 1, blockSeconds: 1, networkHashrate: 1 })
  assert.equal(newestYields([entry('2025-02-01', 2), entry('2025-01-01', 1)]).get('XMR')?.usd, 2)
})
