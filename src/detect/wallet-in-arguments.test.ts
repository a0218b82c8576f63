import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { walletInArguments } from './wallet-in-arguments.ts'

const xmr = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const detect = (argv: string[]) => [
  ...walletInArguments.detect(factsOf({ processes: [processOf({ pid: 7, argv })] }), intelWith(), new Set()),
]

test('hit: a Monero wallet with worker', () => {
  const [found] = detect(['x', '-u', `${xmr}.rig`])
  assert.deepEqual([found?.severity, found?.about[1]], ['medium', `wallet:${xmr}`])
})

test('near miss: shops, wallets, hashes, searches', () => {
  assert.equal(detect(['shop', '--btc=1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'])[0]?.severity, 'low')
  assert.equal(detect(['monero-wallet-gui', xmr])[0]?.severity, 'low')
  assert.equal(detect(['grep', xmr, '/var/log/x']).length, 0)
  assert.equal(detect(['git', 'show', 'da39a3ee5e6b4b0d3255bfef95601890afd80709']).length, 0)
  assert.equal(detect(['x', xmr.replace('44AFF', '44AFG')]).length, 0)
})
