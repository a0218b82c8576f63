import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { coinOfName } from './coin-of-name.ts'

test('hit: tickers and names of coins as words of their own', () => {
  const names = ['zec.2miners.com:1010', 'xmr-eu1.nanopool.org', 'conceal.herominers.com', 'ETHW.2miners.com', 'rvn1.pool.example']
  assert.deepEqual(names.map(coinOfName), ['ZEC', 'XMR', 'CCX', 'ETHW', 'RVN'])
})

test('near miss: parts of words, names of objects, nothing', () => {
  for (const name of ['', 'supportxmr.com', 'etching.example', 'pool.constructor.example', 'btcpay.example', '198.51.100.1:3333'])
    assert.equal(coinOfName(name), undefined, name)
})

test('no text makes it throw', () => fc.assert(fc.property(fc.string(), text => void coinOfName(text))))
