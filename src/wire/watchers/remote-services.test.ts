import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { eth, ip4, tcp } from '../../../test/packets.ts'
import { Engine } from '../engine.ts'
import { remoteServices } from './remote-services.ts'

interface Visit {
  readonly host: string
  /** Seconds. */
  readonly at: number
  readonly port?: number
  readonly said?: number
}

function rowsOf(visits: readonly Visit[]) {
  const engine = new Engine({ dissectors: [], watchers: [remoteServices], intel: intelWith() }, { flows: 4096 })
  engine.begin('test.pcap')
  for (const [i, { host, at, port = 5985, said = 1000 }] of visits.entries()) {
    const there = { from: '10.0.0.5', to: host, sport: 20_000 + i, dport: port }
    const back = { from: host, to: there.from, sport: port, dport: there.sport }
    const packets = [
      ip4(6, tcp(there, 1, 2), there),
      ip4(6, tcp(back, 1, 0x12, '', 2), back),
      ...Array.from({ length: 8 }, (_, n) => [
        ip4(6, tcp(there, 2 + n, 0x18, 'x', 2), there),
        ip4(6, tcp(back, 2 + n * said, 0x18, 'y'.repeat(said), 2), back),
      ]).flat(),
    ]
    for (const [n, packet] of packets.entries()) {
      const bytes = eth(0x0800, packet)
      engine.packet(bytes, 0, bytes.length, bytes.length, 1.7e15 + at * 1e6 + n * 1000, 1)
    }
  }
  engine.finish()
  return (engine.rows.all().remoteServices ?? []).map(({ service, reached, habitual, sessions }) => [service, reached, habitual, sessions])
}

const round = (count: number, step = 10, rest: Partial<Visit> = {}): Visit[] =>
  Array.from({ length: count }, (_, i) => ({ host: `10.0.1.${i + 1}`, at: i * step, ...rest }))

test('many machines within an hour; those that are visited again are habits', () => {
  assert.deepEqual(rowsOf(round(10)), [['winrm', 10, 0, 10]])
  const again = round(10).map(visit => ({ ...visit, at: visit.at + 1800 }))
  assert.deepEqual(rowsOf([...round(10), ...again]), [['winrm', 10, 10, 20]])
})

test('near miss: few, slowly, refused at the door, another port', () => {
  for (const visits of [round(7), round(20, 600), round(20, 10, { said: 20 }), round(20, 10, { port: 443 })])
    assert.deepEqual(rowsOf(visits), [])
})
