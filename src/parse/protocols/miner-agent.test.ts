import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namesMiner } from './miner-agent.ts'

test('names of miners', () => {
  const names = [
    'XMRig/6.22.0 (Linux x86_64) libuv/1.48.0 gcc/11',
    'xmr-stak-cpu/1.3.0',
    'EWBF 0.3.4b',
    'cgminer/4.12.0',
    'xmrig-proxy/6.26.0',
    'SRBMiner-MULTI/2.4',
    'some-miner/1',
  ]
  for (const name of names) assert.ok(namesMiner(name), name)
})

test('near miss: names of others', () => {
  for (const name of ['', 'Mozilla/5.0 (X11)', 'curl/8.5', 'electrum/4.5', 'minerva/1', 'examiner/2', 'Go-http-client/1.1'])
    assert.ok(!namesMiner(name), name)
})
