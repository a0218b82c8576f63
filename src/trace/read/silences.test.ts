import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChainRead, MsSpan } from './read-chain.ts'
import { silentSpans, speaksIn, thresholdOf } from './silences.ts'

const hour = 3_600_000
const chain = (...files: { first: number; last: number; silences?: readonly MsSpan[] }[]) =>
  ({ files: files.map(({ first, last, silences = [] }) => ({ first: first * hour, last: last * hour, silences })) }) as unknown as ChainRead
const silent = (from: number, to: number): MsSpan => ({ from: from * hour, to: to * hour })

test('what is usual for a log decides what is long', () => {
  assert.equal(thresholdOf(chain({ first: 0, last: 100 })), 48 * hour)
  const nights = Array.from({ length: 10 }, (_, i) => silent(i * 24, i * 24 + 7))
  assert.equal(thresholdOf(chain({ first: 0, last: 240, silences: nights })), 28 * hour)
  assert.equal(thresholdOf(chain({ first: 0, last: 240, silences: nights.map(({ from }) => ({ from, to: from + 1 })) })), 6 * hour)
})

test('silence within files and between them; who speaks in most of it', () => {
  const quiet = chain({ first: 0, last: 10, silences: [silent(2, 9)] }, { first: 30, last: 40 })
  assert.deepEqual(silentSpans(quiet), [silent(2, 9), silent(10, 30)])
  assert.equal(speaksIn(chain({ first: 0, last: 50 }), silent(10, 30)), true)
  assert.equal(speaksIn(quiet, silent(10, 30)), false)
  assert.equal(speaksIn(chain({ first: 20, last: 50 }), silent(10, 30)), false)
})
