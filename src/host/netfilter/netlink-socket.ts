// A netlink socket to the packet filter, by raw system calls: no program of the host and no library that could be bent is asked.
import { type Gap, gap } from '../../core/gap.ts'
import { wordBytes } from '../../parse/netlink/attributes.ts'
import { control, encodeMessages, errnoOf, flag, type Message, readMessages } from '../../parse/netlink/messages.ts'
import type { Order } from '../../parse/netlink/nftables.ts'
import { gapOfErrno } from '../errno.ts'
import { errno, type Sys } from '../sys.ts'

const afNetlink = 16
const sockRaw = 3 | 0o2000000
const netfilter = 12
const source = 'nf_tables'
/** A dump never fills more of a message than 32 KiB. */
const bufferSize = 1 << 16
const mostMessages = 1 << 20
const mostTries = 5
const waitSeconds = 10

/** struct timeval; for SO_RCVTIMEO of a socket. */
export function timeval(milliseconds: number): Uint8Array {
  const words = new BigInt64Array([BigInt(Math.trunc(milliseconds / 1000)), BigInt((milliseconds % 1000) * 1000)])
  return new Uint8Array(words.buffer)
}

/** SOL_SOCKET and its options, the same on every architecture served here. */
export const socketOption = { level: 1, receiveTimeout: 20, sendBuffer: 32 } as const

export interface Netlink {
  /** All rows of a dump, or the answer to a question. */
  ask(order: Order): readonly Message[] | Gap
  /** All of them or none: 0, or minus errno of the first that the kernel refused. */
  perform(batch: readonly Message[]): number
}

/** Opens a socket for the time of `use`. A Gap where the kernel has no nf_tables, or this account may not. */
export function withNetlink<T>(sys: Sys, use: (netlink: Netlink) => T | Gap): T | Gap {
  const fd = sys.call('socket', afNetlink, sockRaw, netfilter)
  if (fd < 0) return refused(-fd)
  try {
    const address = new Uint8Array(12)
    address[0] = afNetlink
    const bound = sys.call('bind', fd, sys.pointer(address), address.length)
    if (bound < 0) return refused(-bound)
    const wait = timeval(waitSeconds * 1000)
    sys.call('setsockopt', fd, socketOption.level, socketOption.receiveTimeout, sys.pointer(wait), wait.length)
    return use(netlinkOn(sys, fd, address))
  } finally {
    sys.call('close', fd)
  }
}

export function refused(code: number): Gap {
  if (code === errno.EPROTONOSUPPORT || code === errno.EAFNOSUPPORT || code === errno.EOPNOTSUPP || code === errno.EINVAL)
    return gap(source, 'unsupported', 'this kernel has no nf_tables')
  return gapOfErrno(source, code)
}

function netlinkOn(sys: Sys, fd: number, kernel: Uint8Array): Netlink {
  const buffer = new Uint8Array(bufferSize)
  const send = (bytes: Uint8Array): number => {
    // A batch is taken in one piece or not at all.
    const room = wordBytes(0)
    new DataView(room.buffer).setUint32(0, bytes.length * 2 + bufferSize, true)
    sys.call('setsockopt', fd, socketOption.level, socketOption.sendBuffer, sys.pointer(room), room.length)
    return sys.call('sendto', fd, sys.pointer(bytes), bytes.length, 0, sys.pointer(kernel), kernel.length)
  }
  const receive = (): readonly Message[] | number => {
    const got = sys.call('recvfrom', fd, sys.pointer(buffer), buffer.length, 0, 0, 0)
    return got < 0 ? got : [...readMessages(buffer.slice(0, got))]
  }
  /** The rows, or minus errno. */
  const once = (order: Order): readonly Message[] | number => {
    const sent = send(encodeMessages([{ ...order, flags: order.flags | flag.request, sequence: 0 }]))
    if (sent < 0) return sent
    const rows: Message[] = []
    let interrupted = false
    while (rows.length < mostMessages) {
      const got = receive()
      if (typeof got === 'number') return got
      for (const message of got) {
        interrupted ||= (message.flags & flag.interrupted) !== 0
        if (message.type === control.done) return interrupted ? -errno.EINTR : rows
        const failed = errnoOf(message)
        if (failed !== undefined) return failed === 0 ? rows : -failed
        rows.push(message)
      }
      if ((order.flags & flag.dump) === 0) return rows
    }
    return rows
  }
  return {
    ask(order) {
      for (let tries = 1; ; tries++) {
        const rows = once(order)
        if (typeof rows !== 'number') return rows
        if (-rows === errno.ENOENT) return []
        if (-rows !== errno.EINTR || tries === mostTries) return refused(-rows)
      }
    },
    perform(batch) {
      const bytes = encodeMessages(batch)
      const sent = send(bytes)
      if (sent < 0) return sent
      const waiting = new Set(batch.filter(m => (m.flags & flag.acknowledge) !== 0).map(m => m.sequence))
      while (waiting.size > 0) {
        const got = receive()
        if (typeof got === 'number') return got
        for (const message of got) {
          const failed = errnoOf(message)
          if (failed !== undefined && failed !== 0) return -failed
          waiting.delete(message.sequence)
        }
      }
      return 0
    },
  }
}
