import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf, socketOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import type { Socket } from '../core/facts/network.ts'
import { factsOf } from '../core/facts.ts'
import { connectionToPool } from './connection-to-pool.ts'

const process = processOf({ pid: 7 })
const detect = (address: string, port: number, more: Partial<Socket> = {}) => [
  ...connectionToPool.detect(
    factsOf({
      processes: [process],
      sockets: [socketOf({ remote: { address, port }, owners: [process.id], ...more })],
      hostsLines: [{ path: '/etc/hosts', line: 1, address: '203.0.113.9', names: ['eu.pool.example'] }],
    }),
    intelWith(),
    new Set(),
  ),
]

test('hit: a listed address and port, a name of the hosts file, a malware host', () => {
  const [pool] = detect('198.51.100.1', 3333)
  assert.deepEqual([pool?.severity, pool?.about[0], pool?.signal], ['high', process.id, 'mining'])
  assert.equal(detect('203.0.113.9', 443)[0]?.severity, 'high')
  assert.deepEqual([detect('198.51.100.2', 80)[0]?.severity, detect('198.51.100.2', 80)[0]?.signal], ['low', 'intrusion'])
})

test('hit: also while it is being opened or closed', () => {
  for (const state of ['SYN-SENT', 'CLOSE-WAIT', 'FIN-WAIT-1', 'FIN-WAIT-2'])
    assert.equal(detect('198.51.100.1', 3333, { state }).length, 1, state)
})

test('near miss: the port alone, another port of the address, a listening socket, what an ended process left', () => {
  assert.equal(detect('192.0.2.77', 3333).length, 0)
  assert.equal(detect('198.51.100.1', 22).length, 0)
  assert.equal(detect('198.51.100.1', 3333, { state: 'LISTEN' }).length, 0)
  assert.equal(detect('198.51.100.1', 3333, { state: 'FIN-WAIT-1', owners: [] }).length, 0)
})
