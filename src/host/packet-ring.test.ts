import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { isGap } from '../core/gap.ts'
import { captureFilter } from './packet-filter.ts'
import { openPacketRing } from './packet-ring.ts'
import { openSys } from './sys.ts'

const isolated = spawnSync('unshare', ['-n', 'true']).status === 0
const skip = isolated ? false : 'needs a network namespace of its own'

/** In a network of its own: three conversations, of which the filter leaves out the second; what the ring gave. */
const script = `
import { createSocket } from 'node:dgram'
import { createServer, connect } from 'node:net'
import { once } from 'node:events'
import { openSys } from '${join(import.meta.dirname, 'sys.ts')}'
import { captureFilter } from '${join(import.meta.dirname, 'packet-filter.ts')}'
import { openPacketRing } from '${join(import.meta.dirname, 'packet-ring.ts')}'
const end = port => ({ address: '127.0.0.1', port })
const ring = openPacketRing(openSys(), '', captureFilter([{ local: end(4001), remote: end(3000) }]))
const server = createServer(socket => socket.resume()).listen(3000, '127.0.0.1')
await once(server, 'listening')
for (const localPort of [4000, 4001]) {
  const client = connect({ port: 3000, host: '127.0.0.1', localPort })
  await once(client, 'connect')
  client.write('over ' + localPort)
  await new Promise(resolve => setTimeout(resolve, 50))
  client.destroy()
}
const datagrams = createSocket('udp4')
datagrams.bind(3001, '127.0.0.1')
await once(datagrams, 'listening')
await new Promise(resolve => datagrams.send('a datagram', 3001, '127.0.0.1', resolve))
datagrams.close()
server.close()
const said = []
const sink = { frame: (bytes, start, end, original, at, link, device) => said.push([Buffer.from(bytes.subarray(start, end)).toString('latin1'), original - (end - start), link, ring.deviceName(device), Math.abs(at / 1000 - Date.now()) < 60_000]) }
for (let i = 0; i < 5; i++) { ring.wait(100); ring.drain(sink) }
console.log(JSON.stringify({ said, counters: ring.counters() }))
ring.close()
`

function inNetwork(code: string): unknown {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code]
  const { stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh', ...node], { encoding: 'utf8' })
  assert.equal(stderr, '')
  return JSON.parse(stdout)
}

test('each packet of the loopback once, what is left out not at all, nothing dropped', { skip }, () => {
  const { said, counters } = inNetwork(script) as { said: [string, number, number, string, boolean][]; counters: unknown }
  const holding = (text: string): number => said.filter(([frame]) => frame.includes(text)).length
  assert.deepEqual([holding('over 4000'), holding('over 4001'), holding('a datagram')], [1, 0, 1])
  assert.deepEqual(new Set(said.map(([, ...rest]) => JSON.stringify(rest))), new Set(['[0,1,"lo",true]']))
  assert.deepEqual(counters, { received: said.length, dropped: 0 })
})

/** More than the ring holds, before anything is read. */
const flood = `
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { openSys } from '${join(import.meta.dirname, 'sys.ts')}'
import { captureFilter } from '${join(import.meta.dirname, 'packet-filter.ts')}'
import { openPacketRing } from '${join(import.meta.dirname, 'packet-ring.ts')}'
const ring = openPacketRing(openSys(), 'lo', captureFilter([]))
const socket = createSocket('udp4').bind(3001, '127.0.0.1')
await once(socket, 'listening')
const payload = Buffer.alloc(60_000)
for (let i = 0; i < 1000; i++) await new Promise(resolve => socket.send(payload, 3001, '127.0.0.1', resolve))
let seen = 0
ring.drain({ frame: () => void seen++ })
await new Promise(resolve => socket.send('after', 3001, '127.0.0.1', resolve))
for (let i = 0; i < 5; i++) { ring.wait(100); ring.drain({ frame: () => void seen++ }) }
const first = ring.counters()
console.log(JSON.stringify({ seen, first, again: ring.counters() }))
socket.close()
ring.close()
`

test('what found no room is counted, once, and the ring goes on', { skip }, () => {
  const { seen, first, again } = inNetwork(flood) as { seen: number; first: { received: number; dropped: number }; again: unknown }
  assert.ok(first.dropped > 0)
  assert.equal(seen, first.received - first.dropped)
  assert.deepEqual(again, first)
})

test('an interface that is none is a gap', () => {
  const sys = openSys()
  if (sys === undefined || process.getuid?.() !== 0) return
  for (const name of ['nosuch0', 'a/b c', 'x'.repeat(16)]) {
    const ring = openPacketRing(sys, name, captureFilter([]))
    assert.ok(isGap(ring) && ring.why === 'absent', name)
  }
})
