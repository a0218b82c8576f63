import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { kernelOf } from '../../test/proc.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { sockets } from './sockets.ts'

const line = (local: string, remote: string, state: string, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0 100 0 0 10 0\n`
const processes = [
  processOf({ pid: 1, namespaces: { net: '10' } }),
  processOf({
    pid: 7,
    namespaces: { net: '10' },
    open: [
      { fd: 3, target: 'socket:[4711]' },
      { fd: 4, target: '/dev/nvidia0' },
      { fd: 5, target: '/dev/nvidia0' },
    ],
  }),
  processOf({
    pid: 8,
    namespaces: { net: '20' },
    open: [
      { fd: 3, target: 'socket:[4712]' },
      { fd: 4, target: '/dev/null' },
    ],
  }),
]

test('reads each namespace once, finds owners, merges listeners that share a port', () => {
  const host = memoryHost(
    {
      '/proc/1/net/tcp': `${line('0100007F:1F90', '00000000:0000', '0A', 1) + line('0100007F:1F90', '00000000:0000', '0A', 4711)}junk\n`,
      '/proc/8/net/tcp': line('0100007F:1F90', '0A0200C0:0D05', '01', 4712),
      '/proc/8/net/udp6': { gap: 'denied' },
    },
    { volatile: kernelOf([]) },
  )
  const all = [...sockets.collect(host, factsOf({ processes }), new Set())]
  assert.deepEqual(
    all.flatMap(row => (isGap(row) || row[0] !== 'sockets' ? [] : [[row[1].id, row[1].owners, row[1].netns, row[1].state]])),
    [
      ['connection:tcp/127.0.0.1:8080-0.0.0.0:0', ['process:7@1000'], '10', 'LISTEN'],
      ['connection:tcp/127.0.0.1:8080-192.0.2.10:3333@20', ['process:8@1000'], '20', 'ESTABLISHED'],
    ],
  )
  assert.deepEqual(
    all.filter(isGap).map(g => g.why),
    ['denied'],
  )
})

test('a disk is one gap', () => {
  assert.deepEqual([...sockets.collect(memoryHost({}), factsOf(), new Set())].map(isGap), [true])
})
