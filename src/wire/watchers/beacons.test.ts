import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { someWireRow } from '../../../test/wire-rows.ts'
import type { FlowShape } from '../../core/dissector.ts'
import type { Beacon } from '../../core/facts/wire.ts'
import { beacons, evenness } from './beacons.ts'

function rowsOf(visits: readonly { readonly second: number; readonly size?: number }[], more: Partial<FlowShape> = {}): readonly Beacon[] {
  const rows: Beacon[] = []
  const watch = beacons.open((_, row) => rows.push(row as Beacon), intelWith())
  const { conversation: id, at: now, ...ends } = someWireRow
  for (const { second, size = 700 } of visits)
    watch.flow({
      ...ends,
      id,
      now,
      tag: () => ({ ...ends, id, now }),
      transport: 'tcp',
      protocol: '',
      midstream: false,
      packets: [5, 5],
      bytes: [size, 900],
      clientKey: 1,
      serverKey: 2,
      serverPort: 443,
      first: 1.7e15 + second * 1e6,
      ...more,
    } as FlowShape)
  watch.end()
  return rows
}
/** Every minute, a few seconds early or late. */
const even = Array.from({ length: 30 }, (_, i) => ({ second: i * 60 + ((i * 7) % 5) }))

test('hit: even intervals with jitter, even sizes', () => {
  const [row] = rowsOf(even)
  assert.ok(row !== undefined && row.visits === 28 && row.interval > 50 && row.interval < 70 && row.score >= 0.8)
})

/** Gaps of a minute times what `of` makes of 0–1, in an order without a pattern. */
const spaced = (n: number, of: (part: number) => number) => {
  let second = 0
  return Array.from({ length: n }, (_, i) => {
    second += 60 * of(((i * 37) % 100) / 100)
    return { second }
  })
}

test('hit: a sleep that varies by a half; near miss: chance, too few, other sizes, mail', () => {
  const varied = spaced(60, part => 0.5 + part)
  assert.equal(rowsOf(varied).length, 1)
  assert.deepEqual(rowsOf(spaced(60, part => -Math.log(1 - part * 0.99))), [])
  assert.deepEqual(rowsOf(varied.slice(0, 20)), [])
  assert.deepEqual(rowsOf(varied.map(({ second }, i) => ({ second, size: 500 + ((i * 37) % 100) * 10 }))), [])
  assert.deepEqual(rowsOf(varied, { serverPort: 993 }), [])
})

test('near miss: time and monitoring, a person, too few, a busy program, uneven sizes', () => {
  assert.deepEqual(rowsOf(even, { serverPort: 123, transport: 'udp' }), [])
  assert.deepEqual(rowsOf(even, { protocol: 'mysql' }), [])
  assert.deepEqual(rowsOf(even.map((_, i) => ({ second: i * i * 3 }))), [])
  assert.deepEqual(rowsOf(even.slice(0, 8)), [])
  assert.deepEqual(rowsOf(even.map((_, i) => ({ second: i }))), [])
  assert.deepEqual(rowsOf(even.map(({ second }, i) => ({ second, size: 300 + ((i * 7919) % 9000) }))), [])
})

test('evenness lies between 0 and 1', () => {
  assert.deepEqual([evenness([5, 5, 5, 5]), evenness([])], [1, 1 / 3])
  assert.ok(evenness([1, 100, 3, 5000, 2]) < 0.5)
})
