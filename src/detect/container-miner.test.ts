import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { containerRow } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import { containerMiner } from './container-miner.ts'

const detect = (image: string, running = true) => [
  ...containerMiner.detect(factsOf({ containers: [containerRow({ containerId: 'c', image, running })] }), noIntel, new Set()),
]

test('hit: images of known attacks, images named for miners, bandwidth sellers', () => {
  assert.equal(detect('kannix/monero-miner:latest')[0]?.confidence, 0.95)
  assert.equal(detect('docker.io/marumira/jido')[0]?.severity, 'high')
  assert.equal(detect('someone/xmrig:6', false)[0]?.severity, 'medium')
  assert.equal(detect('registry.example/x/alpine-xmrig@sha256:00')[0]?.class, 'miner')
  assert.equal(detect('traffmonetizer/cli_v2')[0]?.severity, 'low')
})

test('near miss: nodes, wallets and exporters are no miners, nor are names that only contain one', () => {
  for (const image of ['sethsimmons/simple-monerod', 'postgres:16', 'x/process-miner', 'determiner/api', 'data/rigelian'])
    assert.deepEqual(detect(image), [], image)
})
