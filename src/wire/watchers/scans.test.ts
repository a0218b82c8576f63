import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { someWireRow } from '../../../test/wire-rows.ts'
import type { FlowShape } from '../../core/dissector.ts'
import type { Scan } from '../../core/facts/wire.ts'
import { scans } from './scans.ts'

type Door = Partial<FlowShape>

function rowsOf(doors: readonly Door[]): readonly (readonly unknown[])[] {
  const rows: Scan[] = []
  const watch = scans.open((_, row) => rows.push(row as Scan), intelWith())
  const { conversation: id, at: now, ...ends } = someWireRow
  const shape = {
    ...ends,
    id,
    now,
    tags: () => ({ keep() {}, tag: () => ({ ...ends, id, now }) }),
    transport: 'tcp',
    midstream: false,
    asked: true,
    answered: false,
    reset: true,
    packets: [1, 1],
    bytes: [60, 60],
    count: 0,
    sizes: new Int32Array(8),
    clientKey: 7,
    serverKey: 1,
    clientPort: 50_000,
    serverPort: 22,
    last: 1e15,
  }
  for (const door of doors) watch.flow({ ...shape, ...door } as FlowShape)
  watch.end()
  return rows.map(({ shape: how, ports, hosts, doors: all, opened }) => [how, ports, hosts, all, opened])
}
const many = (n: number, of: (i: number) => Door): readonly Door[] => Array.from({ length: n }, (_, i) => of(i))
const spoken: Door = { answered: true, reset: false, count: 3, sizes: Int32Array.of(5, -5, 5) }

test('hit: one port of many machines, many ports of one, questions of odd flags', () => {
  assert.deepEqual(rowsOf(many(20, i => ({ serverKey: i, ...(i > 16 ? spoken : {}) }))), [['horizontal', [22], 20, 20, 3]])
  assert.deepEqual(rowsOf(many(8, i => ({ serverPort: 80 + i, ...(i > 1 ? { asked: false, midstream: true } : {}) }))), [
    ['vertical', [80, 81, 82, 83, 84, 85, 86, 87], 1, 8, 0],
  ])
})

const udp: Door = { transport: 'udp', asked: false, reset: false, packets: [1, 0], serverPort: 161, first: 1e15 }

test('hit: UDP services looked for on many machines, and on one', () => {
  assert.deepEqual(rowsOf(many(40, i => ({ ...udp, serverKey: i, last: 1e15 + i * 1e5 }))), [['horizontal', [161], 40, 40, 0]])
  const ports = [7, 53, 67, 69, 111, 123, 137, 161, 500, 1434]
  assert.deepEqual(rowsOf(ports.map(serverPort => ({ ...udp, serverPort }))), [['vertical', ports, 1, 10, 0]])
})

test('near miss: resolvers that are answered, QUIC behind a firewall, slow time, traceroute, peers, answers alone, monitoring', () => {
  assert.deepEqual(rowsOf(many(60, i => ({ ...udp, serverKey: i, serverPort: 53, packets: [1, 1] }))), [])
  assert.deepEqual(rowsOf(many(60, i => ({ ...udp, serverKey: i, serverPort: 443 }))), [])
  assert.deepEqual(rowsOf(many(60, i => ({ ...udp, serverKey: i, serverPort: 123, last: 1e15 + i * 6e7 }))), [])
  assert.deepEqual(rowsOf(many(60, i => ({ ...udp, serverPort: 33_434 + i }))), [])
  assert.deepEqual(rowsOf(many(60, i => ({ ...udp, serverKey: i, serverPort: 6881 }))), [])
  assert.deepEqual(rowsOf(many(60, i => ({ ...udp, clientPort: 53, serverPort: 1434 + i }))), [])
  assert.deepEqual(rowsOf(many(4, i => ({ ...udp, serverPort: [53, 123, 161, 514][i]! }))), [])
})

test('near miss: a browser, a client whose server is down, servers that answer, packets from the middle', () => {
  assert.deepEqual(rowsOf(many(40, i => ({ serverKey: i, serverPort: 443, ...spoken }))), [])
  assert.deepEqual(rowsOf(many(40, () => ({}))), [])
  assert.deepEqual(rowsOf(many(40, i => ({ serverKey: i, asked: false, midstream: true, reset: false, packets: [30, 30] }))), [])
  assert.deepEqual(rowsOf(many(40, i => ({ transport: 'udp' as const, serverKey: i }))), [])
})
