import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryHost } from '../host/memory.ts'
import { SocketWatch } from './socket-watch.ts'

const stat = (pid: number, name: string, parent: number): string =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194304 0 0 0 0 1 1 0 0 20 0 1 0 ${pid * 10} 1000 10 ${'0 '.repeat(28)}\n`
const line = (local: string, remote: string, state: string, inode: number): string =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  0 0 ${inode} 1 0 100 0 0 10 0\n`
const net = (pid: number, inode: number) => ({ [`/proc/${pid}/ns/net`]: { link: `net:[${inode}]` } })
const files = {
  '/proc/self/ns/net': { link: 'net:[10]' },
  '/proc/1/stat': stat(1, 'systemd', 0),
  ...net(1, 10),
  '/proc/7/stat': stat(7, 'sshd', 1),
  ...net(7, 10),
  '/proc/7/fd/4': { link: 'socket:[100]' },
  '/proc/8/stat': stat(8, 'bash', 7),
  ...net(8, 10),
  '/proc/9/stat': stat(9, 'xmrig', 1),
  ...net(9, 20),
  '/proc/9/fd/3': { link: 'socket:[200]' },
  '/proc/9/fd/4': { link: 'pipe:[1]' },
  '/proc/1/net/tcp': line('0100007F:0016', '0200007F:C350', '01', 100) + line('0100007F:0050', '0200007F:C351', '06', 0),
  '/proc/9/net/tcp': line('020011AC:C350', '0A0200C0:0D05', '01', 200),
}

test('sockets of all namespaces under the names of the wire, with their holders; told once', () => {
  const watch = new SocketWatch(memoryHost(files).files)
  assert.deepEqual(
    watch.look().map(({ id, owners }) => [id, owners.map(owner => watch.nameOf(owner))]),
    [
      ['connection:tcp/127.0.0.1:22-127.0.0.2:50000', ['sshd[7]']],
      ['connection:tcp/127.0.0.1:80-127.0.0.2:50001', []],
      ['connection:tcp/172.17.0.2:50000-192.0.2.10:3333', ['xmrig[9]']],
    ],
  )
  assert.deepEqual(watch.holdersOf('connection:tcp/172.17.0.2:50000-192.0.2.10:3333'), ['xmrig[9]'])
  assert.deepEqual(watch.look(), [])
  assert.equal(watch.sockets().length, 3)
})

test("the operator's session is the one that an ancestor holds", () => {
  const watch = new SocketWatch(memoryHost(files).files)
  watch.look()
  const held = (pid: number) => watch.heldByAncestor(pid, name => name === 'sshd').map(({ id }) => id)
  assert.deepEqual(held(8), ['connection:tcp/127.0.0.1:22-127.0.0.2:50000'])
  assert.deepEqual([held(9), held(1), held(4711)], [[], [], []])
})
