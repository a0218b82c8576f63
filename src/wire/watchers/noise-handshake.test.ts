import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { someWireRow } from '../../../test/wire-rows.ts'
import type { FlowShape } from '../../core/dissector.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { noiseHandshake } from './noise-handshake.ts'

function rowOf(sizes: readonly number[], shape: Partial<FlowShape> = {}): Stratum | undefined {
  const rows: Stratum[] = []
  const watch = noiseHandshake.open((_, row) => rows.push(row as Stratum), intelWith())
  const { conversation: id, at: now, ...ends } = someWireRow
  const flow = {
    ...ends,
    id,
    now,
    transport: 'tcp',
    protocol: '',
    midstream: false,
    sizes: Int32Array.from(sizes),
    count: sizes.length,
    ...shape,
  }
  watch.flow(flow as FlowShape)
  return rows[0]
}

test('hit: the handshake, SetupConnection and its answer, in one packet each or in two, then shares', () => {
  assert.equal(rowOf([64, -234, 110, -44, 130, -128, -67, 62, -58, 62])?.submitted, 2)
  assert.equal(rowOf([64, -170, 22, 88, -22, -22])?.dialect, 'stratum-2-noise')
  assert.match(rowOf([64, -234, 110, -44])?.lines[0] ?? '', /→64 ←234 →110 ←44/)
})

test('near miss: other sizes, a known protocol, a capture from the middle', () => {
  for (const sizes of [
    [64, -234],
    [64, -234, 110, -45],
    [64, -234, 40, -44],
    [65, -234, 110, -44],
    [64, -200, 110, -44],
    [64, -234, 110, 44],
  ])
    assert.equal(rowOf(sizes), undefined)
  assert.equal(rowOf([64, -234, 110, -44], { protocol: 'tls' }), undefined)
  assert.equal(rowOf([64, -234, 110, -44], { midstream: true }), undefined)
})
