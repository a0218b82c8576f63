import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../../test/intel-with.ts'
import { eth, ip4, pcapOf, tcp } from '../../../test/packets.ts'
import { CaptureParser } from '../capture/records.ts'
import { http } from '../dissectors/http.ts'
import { Engine } from '../engine.ts'
import { serverCalls } from './server-calls.ts'

const syn = 2
const ack = 16
const web = '198.51.100.1'
const client = '192.0.2.1'
const far = '203.0.113.5'

function callsOf(frames: readonly Uint8Array[]) {
  const engine = new Engine({ dissectors: [http], watchers: [serverCalls], intel: intelWith() }, { flows: 64 })
  engine.begin('test.pcap')
  new CaptureParser(engine).push(pcapOf(frames.map(bytes => ({ bytes }))))
  engine.finish()
  return (engine.rows.all().serverCalls ?? []).map(({ client, server }) => `${client.address} ${server.address}:${server.port}`)
}

const frame = (from: string, to: string, sport: number, dport: number, seq: number, flags: number, text = '') =>
  eth(0x0800, ip4(6, tcp({ sport, dport }, seq, flags, text), { from, to }))
const open = (from: string, to: string, sport: number, dport: number) => frame(from, to, sport, dport, 0, syn)
const served = [
  open(client, web, 50_000, 80),
  frame(client, web, 50_000, 80, 1, ack, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'),
  frame(web, client, 80, 50_000, 1, ack, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
]

test('what a web server opens is told, before or after it served, once', () => {
  assert.deepEqual(callsOf([open(web, far, 40_000, 1389), ...served, open(web, far, 40_001, 1389)]), [`${web} ${far}:1389`])
})

test('near miss: what its clients open, or a machine that serves nothing', () => {
  assert.deepEqual(callsOf([...served, open(client, far, 40_000, 1389)]), [])
  assert.deepEqual(callsOf([open(web, far, 40_000, 1389)]), [])
})
