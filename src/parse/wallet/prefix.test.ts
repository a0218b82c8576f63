import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coinOfPrefix } from './prefix.ts'

test('hit: addresses that begin as no others do, with a worker behind them', () => {
  const logins = [`karlsen:q${'z'.repeat(60)}.rig`, `nexa:nqtsq5g5${'w'.repeat(40)}`, `ZEPHs${'a'.repeat(93)}+5000`, `k:${'0a'.repeat(32)}`]
  assert.deepEqual(logins.map(coinOfPrefix), ['KLS', 'NEXA', 'ZEPH', 'KDA'])
  const long = ['Wo', 'TRTL', 'ccx7', 'Sumo', 'etn'].map(sign => `${sign}${'a'.repeat(95)}.rig`)
  assert.deepEqual(long.map(coinOfPrefix), ['WOW', 'TRTL', 'CCX', 'SUMO', 'ETN'])
  assert.deepEqual([`9f${'a'.repeat(49)}.rig`, `1${'b'.repeat(90)}.rig`, `0xa0${'1'.repeat(62)}`].map(coinOfPrefix), ['ERG', 'XTM', 'AION'])
})

test('near miss: accounts, other schemes, beginnings alone', () => {
  for (const login of [
    '',
    'kaspa',
    'karlsen:rig1',
    `https:${'q'.repeat(60)}`,
    `toString:${'q'.repeat(60)}`,
    'ckb1',
    'ZEPHYR',
    'ak_rig',
    `1${'b'.repeat(33)}`,
    `9f${'a'.repeat(60)}`,
    `0xa0${'1'.repeat(38)}`,
  ])
    assert.equal(coinOfPrefix(login), undefined, login)
})
