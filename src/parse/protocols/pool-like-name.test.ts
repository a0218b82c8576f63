import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../../core/bytes.ts'
import { isPoolLike, poolStarts } from './pool-like-name.ts'
import { hasWordStart, wordStarts } from './word-starts.ts'

test('called like a pool', () => {
  for (const name of [
    'xmr.example.org',
    'pool.example.org',
    'eu1-stratum.example',
    'XMR-eu1.nanopool.org',
    'gulf.moneroocean.stream',
    'mining.corp.example',
  ])
    assert.ok(isPoolLike(name) && hasWordStart(bytesOf(name), 0, name.length, wordStarts(poolStarts)), name)
})

test('near miss: pools of clocks, and words within words', () => {
  for (const name of [
    '0.de.pool.ntp.org',
    'whirlpool.example',
    'mineral.example',
    'poolside.example',
    'determine.example',
    'carpool.example',
  ])
    assert.ok(!isPoolLike(name), name)
})
