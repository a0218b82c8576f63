import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kaspaAddress, wallets } from '../../../test/mining-talks.ts'
import { stratumRow } from '../../../test/wire-rows.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { instantOf } from '../../core/instant.ts'
import { coinOf } from './coin.ts'

const of = (row: Partial<Stratum>, said?: string): string | undefined => coinOf(stratumRow(row), said)
const year = (text: string) => instantOf(Date.parse(text))!

test('the job, the algorithm, the wallet, the password, in this order', () => {
  assert.equal(of({ wallets: [wallets.BTC], password: 'c=LTC' }, 'XMR'), 'XMR')
  assert.equal(of({ algorithms: ['rx/wow'], wallets: [wallets.XMR] }), 'WOW')
  assert.equal(of({ algorithms: ['rx/0', 'rx/wow'], wallets: [wallets.XMR] }), 'XMR')
  assert.equal(of({ dialect: 'stratum-1', password: 'x,c=DOGE,m=solo' }), 'DOGE')
  assert.equal(of({ dialect: 'stratum-1', login: 'account' }), undefined)
})

test('dialects of one coin, and those that changed theirs', () => {
  assert.deepEqual(
    ['kaspa', 'kawpow', 'ghostrider', 'zec'].map(dialect => of({ dialect })),
    ['KAS', 'RVN', 'RTM', 'ZEC'],
  )
  assert.equal(of({ dialect: 'ethproxy', at: year('2020-01-01') }), 'ETH')
  assert.equal(of({ dialect: 'ethproxy', at: year('2024-01-01') }), 'ETC')
  assert.equal(of({ dialect: 'ethproxy', pool: 'ethw.example.org:3333' }), 'ETHW')
  assert.equal(of({ dialect: 'ethereumstratum-1', wallets: [kaspaAddress] }), 'KAS')
})

test('addresses that several coins share are told apart by the dialect', () => {
  const raven = 'RD88yEBTro7eM1Qtsc9SqNJ2YB3SwgGYeK'
  const login = { login: `E${'a'.repeat(33)}.rig` }
  assert.equal(of({ dialect: 'kawpow', ...login }), 'EVR')
  for (const [row, coin] of [
    [{ dialect: 'zec', agent: 'ccminer/3.8' }, 'VRSC'],
    [{ dialect: 'zec', agent: 'gminer' }, 'KMD'],
    [{ dialect: 'kawpow' }, 'RVN'],
    [{ dialect: 'stratum-1', at: year('2019-01-01') }, 'RVN'],
    [{ dialect: 'stratum-1', at: year('2024-01-01') }, undefined],
  ] as const)
    assert.equal(of({ wallets: [raven], ...row }), coin, JSON.stringify(row))
})
