import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { promiscuousInterface } from './promiscuous-interface.ts'

const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), noIntel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.evidence[0].excerpt}`)

test('hit: a card of its own; near misses: a bridge, one of its ports', () => {
  const of = (name: string, enslaved: boolean) => ({
    interfaces: [{ name, mac: '', up: true, promiscuous: true, enslaved, rxBytes: 0, txBytes: 0 }],
  })
  assert.equal(said(promiscuousInterface, of('eth0', false)).length, 1)
  assert.deepEqual(said(promiscuousInterface, of('eth0', true)), [])
  assert.deepEqual(said(promiscuousInterface, of('docker0', false)), [])
})
