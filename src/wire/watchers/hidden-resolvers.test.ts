import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { eth, ip4, tcp } from '../../../test/packets.ts'
import { Engine } from '../engine.ts'
import { hiddenResolvers } from './hidden-resolvers.ts'

/** A conversation with as many answers, several times over. */
function rowsOf(server: string, port: number, answers: number) {
  const engine = new Engine({ dissectors: [], watchers: [hiddenResolvers], intel: intelWith() }, { flows: 64 })
  engine.begin('test.pcap')
  for (let sport = 40_000; sport < 40_003; sport++)
    for (let i = 0; i <= answers; i++) {
      const there = { from: '192.0.2.1', to: server, sport, dport: port }
      const back = { from: server, to: '192.0.2.1', sport: port, dport: sport }
      const bytes = i === 0 ? eth(0x0800, ip4(6, tcp(there, 1, 2), there)) : eth(0x0800, ip4(6, tcp(back, i, 16), back))
      engine.packet(bytes, 0, bytes.length, bytes.length, 1.7e15 + i, 1)
    }
  engine.finish()
  return engine.rows.all().hiddenPeers ?? []
}

test('a resolver on 443 or 853 is told once for a machine', () => {
  for (const port of [443, 853])
    assert.deepEqual(
      rowsOf('1.1.1.1', port, 5).map(({ name, means }) => [name, means]),
      [['1.1.1.1', 'resolver']],
    )
})

test('near miss: other hosts, the plain port, a resolver that does not answer', () => {
  assert.deepEqual([rowsOf('198.51.100.1', 443, 5), rowsOf('1.1.1.1', 53, 5), rowsOf('1.1.1.1', 443, 1)], [[], [], []])
})
