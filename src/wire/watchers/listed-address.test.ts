import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { eth, ip4, ip6, packed, pcapOf, udp } from '../../../test/packets.ts'
import { CaptureParser } from '../capture/records.ts'
import { Engine } from '../engine.ts'
import { listedAddress } from './listed-address.ts'

function rowsOf(frames: readonly Uint8Array[]) {
  const engine = new Engine({ dissectors: [], watchers: [listedAddress], intel: intelWith() }, { flows: 64 })
  engine.begin('test.pcap')
  new CaptureParser(engine).push(pcapOf(frames.map(bytes => ({ bytes }))))
  engine.finish()
  return engine.rows.all().conversations ?? []
}

const ask = (to: string, dport: number) => eth(0x0800, ip4(17, udp({ dport }, 'hello'), { to }))

test('a listed address at its port, and one listed for any port', () => {
  const [pool] = rowsOf([ask('198.51.100.1', 3333)])
  assert.deepEqual([pool?.indicator.value, pool?.answered, pool?.packets, pool?.frame], ['198.51.100.1:3333', false, 1, 'test.pcap#1'])
  assert.equal(rowsOf([ask('198.51.100.2', 9)])[0]?.indicator.kind, 'malware')
})

test('near miss: another port, another address, IPv6 that is not listed', () => {
  assert.deepEqual(rowsOf([ask('198.51.100.1', 80), ask('198.51.100.3', 3333), eth(0x86dd, ip6(17, packed(udp({}, 'x'))))]), [])
})
