// /proc/net/{tcp,udp,raw,packet} and their IPv6 kin: the sockets of one network namespace.
import { textOf } from '../../core/bytes.ts'
import { parseHexEndpoint } from './net-address.ts'

/** One socket; the inode is 0 for one that no process holds (TIME-WAIT). */
export interface NetSocket {
  readonly local: { readonly address: string; readonly port: number }
  readonly remote: { readonly address: string; readonly port: number }
  readonly state: string
  readonly uid: number
  readonly inode: number
}

/** include/net/tcp_states.h, in the words of RFC 9293. */
const states: Readonly<Record<string, string>> = {
  '01': 'ESTABLISHED',
  '02': 'SYN-SENT',
  '03': 'SYN-RECEIVED',
  '04': 'FIN-WAIT-1',
  '05': 'FIN-WAIT-2',
  '06': 'TIME-WAIT',
  '07': 'CLOSE',
  '08': 'CLOSE-WAIT',
  '09': 'LAST-ACK',
  '0A': 'LISTEN',
  '0B': 'CLOSING',
  '0C': 'SYN-RECEIVED',
}

/** proc_net(5); the heading and lines that are none are passed over. Only TCP has a state. For raw sockets the port is the IP protocol. */
export function* parseNetSockets(bytes: Uint8Array, protocol: 'tcp' | 'udp' | 'raw'): Generator<NetSocket> {
  for (const line of textOf(bytes).split('\n')) {
    const fields = line.trim().split(/\s+/, 10)
    const local = parseHexEndpoint(fields[1] ?? '')
    const remote = parseHexEndpoint(fields[2] ?? '')
    const [uid, inode] = [Number(fields[7]), Number(fields[9])]
    if (local === undefined || remote === undefined || !Number.isSafeInteger(uid) || !Number.isSafeInteger(inode)) continue
    yield { local, remote, state: protocol === 'tcp' ? (states[(fields[3] ?? '').toUpperCase()] ?? '') : '', uid, inode }
  }
}

export interface TcpConnection {
  readonly local: NetSocket['local']
  readonly remote: NetSocket['remote']
  /** Bytes that were sent and not yet acknowledged by the other end. */
  readonly underway: number
  /** What was sent last had to be sent again, or could not be sent at all and is tried from time to time. */
  readonly stuck: boolean
}

/** Established connections, with what is on its way. */
export function* parseTcpConnections(bytes: Uint8Array): Generator<TcpConnection> {
  for (const line of textOf(bytes).split('\n')) {
    const fields = line.trim().split(/\s+/, 7)
    const local = parseHexEndpoint(fields[1] ?? '')
    const remote = parseHexEndpoint(fields[2] ?? '')
    const queue = /^([0-9A-Fa-f]{8}):/.exec(fields[4] ?? '')?.[1]
    if (local === undefined || remote === undefined || queue === undefined || states[fields[3] ?? ''] !== 'ESTABLISHED') continue
    const stuck = !/^0*$/.test(fields[6] ?? '') || (fields[5] ?? '').startsWith('04:')
    yield { local, remote, underway: Number.parseInt(queue, 16), stuck }
  }
}

/** /proc/net/packet: AF_PACKET sockets see every frame. The protocol (EtherType) stands as the local port. */
export function* parsePacketSockets(bytes: Uint8Array): Generator<NetSocket> {
  for (const line of textOf(bytes).split('\n')) {
    const fields = line.trim().split(/\s+/, 9)
    const [protocol, uid, inode] = [Number.parseInt(fields[3] ?? '', 16), Number(fields[7]), Number(fields[8])]
    if (fields.length < 9 || ![protocol, uid, inode].every(Number.isSafeInteger)) continue
    yield { local: { address: '', port: protocol & 0xffff }, remote: { address: '', port: 0 }, state: '', uid, inode }
  }
}
