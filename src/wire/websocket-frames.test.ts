import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { bytesIn, carried, coinhive, isCarried, saidIn } from '../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../test/wire.ts'
import type { Stratum } from '../core/facts/wire.ts'
import { dissectors } from './dissectors/index.ts'

const rowOf = (said: readonly Said[]): Stratum | undefined => rowsOfTalk(dissectors, said).stratum?.[0]

const upgrade: Said[] = [
  [0, 'GET /proxy HTTP/1.1\r\nhost: ws.example.org\r\nConnection: Upgrade\r\nupgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n\r\n'],
  [1, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'],
]
test('WebSocket: masked, in fragments, with pings between', () => {
  const frames = carried.map(([from, text]): Said => [from, fragments(bytesIn(String(text)), from === 0)])
  isCarried(rowOf([...upgrade, ...frames]))
  const bytewise = frames.flatMap(([from, bytes]) => [...(bytes as Uint8Array)].map((b): Said => [from, Uint8Array.of(b)]))
  const row = rowOf([...upgrade, ...bytewise])
  isCarried(row)
  assert.equal(row?.pool, 'ws.example.org')
})
test('Socket.IO: the kind of packet before each text, the event around it or not', () => {
  const packets = carried.map(
    ([from, text]): Said => [from, frame(0x81, bytesIn(`42${JSON.stringify(['message', JSON.parse(String(text))])}`), from === 0)],
  )
  isCarried(
    rowOf([
      ...upgrade,
      [1, frame(0x81, bytesIn('0{"sid":"x","pingInterval":25000}'), false)],
      [0, frame(0x81, bytesIn('40'), true)],
      ...packets,
    ]),
  )
  const events = saidIn(coinhive).map(([from, text]): Said => {
    const { type, params } = JSON.parse(String(text))
    return [from, frame(0x81, bytesIn(`42${JSON.stringify([type, params])}`), from === 0)]
  })
  assert.equal(rowOf([...upgrade, ...events])?.accepted, 1)
})

test('near miss: talk of people about mining over Socket.IO', () => {
  const said = [
    ['auth', { token: 'x' }],
    ['message', { text: 'mining.subscribe, then mining.submit' }],
    ['message', 'xmrig'],
    ['submit', { job_id: '1' }],
  ]
  const packets = said.map((event): Said => [0, frame(0x81, bytesIn(`42${JSON.stringify(event)}`), true)])
  assert.equal(rowOf([...upgrade, ...packets]), undefined)
})

test('WebSocket with permessage-deflate', () => {
  const frames = carried.map(
    ([from, text]): Said => [from, frame(0xc1, deflateRawSync(bytesIn(String(text)), { finishFlush: 2 }).subarray(0, -4), from === 0)],
  )
  isCarried(rowOf([...upgrade, ...frames]))
})

function frame(first: number, payload: Uint8Array, isMasked: boolean): Uint8Array {
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255]
  const mask = [1, 2, 3, 4]
  if (!isMasked) return Uint8Array.from([first, ...length, ...payload])
  return Uint8Array.from([first, length[0]! | 128, ...length.slice(1), ...mask, ...payload.map((b, i) => b ^ mask[i & 3]!)])
}

function fragments(payload: Uint8Array, isMasked: boolean): Uint8Array {
  const half = payload.length >> 1
  const parts = [
    frame(0x01, payload.subarray(0, half), isMasked),
    frame(0x89, bytesIn('ping'), isMasked),
    frame(0x80, payload.subarray(half), isMasked),
  ]
  return Uint8Array.from(parts.flatMap(part => [...part]))
}

test('near miss: a page about it, an upgrade that is refused, frames that are none', () => {
  const page: Said = [0, 'GET /upgrade:websocket HTTP/1.1\r\nHost: x\r\n\r\n']
  assert.deepEqual(rowOf([page, ...carried.slice(1)])?.via, ['http'])
  assert.equal(
    rowOf([upgrade[0]!, [1, 'HTTP/1.1 400 No\r\n\r\n'], ...carried])?.via.some(carrier => carrier.startsWith('websocket')),
    false,
  )
  assert.equal(rowOf([...upgrade, [0, '\x7f\x7f\x7f'], ...carried]), undefined)
})
