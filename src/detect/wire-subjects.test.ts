import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf, socketOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { eth, ip6, tcp } from '../../test/packets.ts'
import { someWireRow, stratumRow } from '../../test/wire-rows.ts'
import { connectionId, processId } from '../core/entity.ts'
import type { Endpoint } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { parseNetSockets } from '../parse/proc/net-sockets.ts'
import { Engine } from '../wire/engine.ts'
import { subjectsOf } from './wire-subjects.ts'

const process = processOf({ pid: 7 })
const machine = 'ip:192.0.2.1'

test('hit: the process that holds the socket comes first, whichever side of the conversation it is', () => {
  const own = socketOf({ id: someWireRow.conversation, owners: [process.id] })
  assert.deepEqual(subjectsOf(someWireRow, '192.0.2.1', factsOf({ sockets: [own] })), [process.id, someWireRow.conversation, machine])
  const other = socketOf({ id: 'connection:tcp/198.51.100.1:3333-192.0.2.1:50000', owners: [process.id] })
  assert.deepEqual(subjectsOf(someWireRow, '192.0.2.1', factsOf({ sockets: [other] })), [
    process.id,
    someWireRow.conversation,
    other.id,
    machine,
  ])
})

test('near miss: another socket is nobody’s; a capture alone has none', () => {
  assert.deepEqual(subjectsOf(someWireRow, '192.0.2.1', factsOf({ sockets: [socketOf({ owners: [process.id] })] })), [
    someWireRow.conversation,
    machine,
  ])
})

/** A line of /proc/net/tcp6 from 2001:db8::1 port 50000 to 2001:db8::2 port 3333. */
const line =
  '   0: B80D0120000000000000000001000000:C350 B80D0120000000000000000002000000:0D05 01 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 20 4 30 10 -1'

test('a socket of IPv6 and its conversation on the wire have one name, and so its owner is found', () => {
  const [socket] = parseNetSockets(new TextEncoder().encode(`  sl  local_address\n${line}\n`), 'tcp')
  assert.ok(socket !== undefined)
  let conversation = connectionId('tcp', socket.remote, socket.local)
  const ends: Endpoint[] = []
  const ear = {
    id: 'ear',
    summary: { zh: '测试', en: 'test' },
    techniques: [],
    references: [],
    over: 'tcp',
    probe: () => 'yes',
    open: flow => ({
      data() {
        conversation = flow.id
        ends.push(flow.client, flow.server)
        return false
      },
    }),
  } as const satisfies Parameters<typeof engineOf>[0]
  const engine = engineOf(ear)
  for (const bytes of [tcp({}, 1, 2), tcp({}, 2, 0x18, 'x')].map(segment => eth(0x86dd, ip6(6, segment))))
    engine.packet(bytes, 0, bytes.length, bytes.length, 1.7e15, 1)
  const id = connectionId('tcp', socket.local, socket.remote)
  assert.equal(conversation, id)
  const owner = processId(4242, 7)
  const facts = factsOf({ sockets: [{ ...socket, protocol: 'tcp', id, netns: '1', owners: [owner] }] })
  const [client, server] = ends
  const row = stratumRow({ conversation, client: client!, server: server! })
  assert.deepEqual(subjectsOf(row, client!.address, facts), [owner, id, 'ip:2001:db8::1'])
})

function engineOf(dissector: ConstructorParameters<typeof Engine>[0]['dissectors'][number]): Engine {
  const engine = new Engine({ dissectors: [dissector], watchers: [], intel: intelWith() }, { flows: 16 })
  engine.begin('test.pcap')
  return engine
}
