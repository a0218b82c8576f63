// Sockets of every network namespace that some process lives in, and who holds them.
import type { Collector } from '../core/collector.ts'
import { connectionId, type EntityId, entity } from '../core/entity.ts'
import type { Socket } from '../core/facts/network.ts'
import type { Process } from '../core/facts/process.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import { type NetSocket, parseNetSockets, parsePacketSockets } from '../parse/proc/net-sockets.ts'

const largestTable = 32 << 20
const mostSockets = 65_536
const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6', 'packet'] as const

export const sockets: Collector = {
  id: 'sockets',
  summary: {
    zh: '套接字:所有网络命名空间的连接与监听及其所属进程',
    en: 'sockets: connections and listeners of every network namespace, and their owners',
  },
  techniques: [],
  references: ['man:proc_net(5)', 'man:network_namespaces(7)'],
  gives: ['sockets'],
  needs: ['processes'],
  *collect(host, { processes }) {
    if (host.volatile === undefined) {
      yield gap('sockets', 'unsupported', 'nothing runs on a disk')
      return
    }
    for (const row of socketsHeld(host.files, processes)) yield isGap(row) ? row : ['sockets', row]
  },
}

/** What is asked of a process to know which sockets it holds. */
export type Holder = Pick<Process, 'id' | 'pid' | 'state' | 'namespaces' | 'open'>

/** Sockets of the network namespaces these processes live in, by their own account in /proc. */
export function* socketsHeld(files: Files, processes: readonly Holder[]): Generator<Socket | Gap> {
  const owners = ownersByInode(processes)
  const all = representatives(processes)
  const [home] = all.keys()
  for (const [netns, pid] of all) {
    const found = new Map<string, Socket>()
    for (const socket of socketsOf(files, pid)) {
      if (isGap(socket)) {
        yield socket
        continue
      }
      if (found.size >= mostSockets) {
        yield gap(`/proc/${pid}/net`, 'capped', `only the first ${mostSockets} sockets were read`)
        break
      }
      const id = nameOf(socket, netns === home ? '' : `@${netns}`)
      const earlier = found.get(id)
      const holders = new Set([...(earlier?.owners ?? []), ...(owners.get(socket.inode) ?? [])])
      found.set(id, { ...(earlier ?? { ...socket, id, netns }), owners: [...holders] })
    }
    for (const socket of found.values()) yield socket
  }
}

type Found = NetSocket & Pick<Socket, 'protocol'>

function* socketsOf(files: Files, pid: number): Generator<Found | Gap> {
  for (const table of tables) {
    const path = `/proc/${pid}/net/${table}`
    const content = files.read(path, largestTable)
    if (isGap(content)) {
      if (content.why !== 'absent') yield content
      continue
    }
    const protocol = table === 'packet' ? table : (table.replace('6', '') as 'tcp' | 'udp' | 'raw')
    const rows = protocol === 'packet' ? parsePacketSockets(content.bytes) : parseNetSockets(content.bytes, protocol)
    for (const row of rows) yield { ...row, protocol }
    if (!content.whole) yield gap(path, 'capped', `only the first ${largestTable} bytes were read`)
  }
}

function nameOf({ protocol, local, remote, inode }: Found, where: string): EntityId<'connection'> {
  return protocol === 'packet'
    ? entity('connection', `packet/${local.port}#${inode}${where}`)
    : connectionId(protocol, local, remote, where)
}

/** Inode numbers of sockets are unique on the whole host, so that a socket handed to another namespace keeps its owner. */
function ownersByInode(processes: readonly Holder[]): ReadonlyMap<number, readonly EntityId<'process'>[]> {
  const owners = new Map<number, EntityId<'process'>[]>()
  for (const { id, open } of processes)
    for (const { target } of open) {
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
      if (inode === undefined) continue
      const list = owners.get(Number(inode))
      if (list === undefined) owners.set(Number(inode), [id])
      else if (!list.includes(id)) list.push(id)
    }
  return owners
}

/** One process for each network namespace; the first is the init of the host, or what comes closest to it. */
function representatives(processes: readonly Holder[]): ReadonlyMap<string, number> {
  const pids = new Map<string, number>()
  for (const { pid, namespaces, state } of [...processes].sort((a, b) => a.pid - b.pid)) {
    const netns = namespaces['net']
    if (netns !== undefined && state !== 'Z' && !pids.has(netns)) pids.set(netns, pid)
  }
  return pids
}
