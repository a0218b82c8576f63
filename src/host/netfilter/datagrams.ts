// Single UDP datagrams by raw system calls, to see what the packet filter lets out and what answers.
import { addressBytes } from '../../core/address.ts'
import { errno, type Sys } from '../sys.ts'
import { socketOption, timeval } from './netlink-socket.ts'

const families = { 4: { number: 2, length: 16, hops: [0, 2] }, 16: { number: 10, length: 28, hops: [41, 16] } } as const
const datagram = 2 | 0o2000000
const largest = 4096

/** struct sockaddr_in or sockaddr_in6; undefined when the text is no address. */
function socketAddress(
  address: string,
  port: number,
): { readonly bytes: Uint8Array; readonly kind: (typeof families)[4 | 16] } | undefined {
  const given = addressBytes(address)
  if (given === undefined) return undefined
  const kind = families[given.length as 4 | 16]
  const bytes = new Uint8Array(kind.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, kind.number, true)
  view.setUint16(2, port)
  bytes.set(given, given.length === 4 ? 4 : 8)
  return { bytes, kind }
}

/** Opens a socket for the time of `use`; minus errno when there can be none. */
function withSocket(sys: Sys, family: number, uid: number | undefined, use: (fd: number) => number): number {
  // A socket belongs to the uid that its maker has for files: of this thread alone, and for this one call.
  if (uid !== undefined) sys.call('setfsuid', uid)
  const fd = sys.call('socket', family, datagram, 0)
  if (uid !== undefined) sys.call('setfsuid', 0)
  if (fd < 0) return fd
  try {
    return use(fd)
  } finally {
    sys.call('close', fd)
  }
}

/** Sends an empty datagram that the first router throws away; 0, or minus errno. With `uid`, it is of that account. */
export function sendShort(sys: Sys, address: string, port: number, uid?: number): number {
  const to = socketAddress(address, port)
  if (to === undefined) return -errno.EINVAL
  return withSocket(sys, to.kind.number, uid, fd => {
    const one = Uint8Array.of(1, 0, 0, 0)
    const limited = sys.call('setsockopt', fd, ...to.kind.hops, sys.pointer(one), one.length)
    if (limited < 0) return limited
    return Math.min(0, sys.call('sendto', fd, sys.pointer(one), 0, 0, sys.pointer(to.bytes), to.bytes.length))
  })
}

/** Whether something comes back for what is sent, within so many milliseconds. */
export function isAnswered(sys: Sys, address: string, port: number, question: Uint8Array, patience: number): boolean {
  const to = socketAddress(address, port)
  if (to === undefined) return false
  const got = withSocket(sys, to.kind.number, undefined, fd => {
    const wait = timeval(patience)
    sys.call('setsockopt', fd, socketOption.level, socketOption.receiveTimeout, sys.pointer(wait), wait.length)
    // Connected, it hears nobody else.
    const connected = sys.call('connect', fd, sys.pointer(to.bytes), to.bytes.length)
    const sent = connected < 0 ? connected : sys.call('sendto', fd, sys.pointer(question), question.length, 0, 0, 0)
    return sent < 0 ? sent : receive(sys, fd)
  })
  return got > 0
}

/** Whether a datagram to ourselves over the loopback interface comes back. */
export function isLoopbackOpen(sys: Sys, port: number, patience: number): boolean {
  const self = socketAddress('127.0.0.1', port)!
  const got = withSocket(sys, self.kind.number, undefined, fd => {
    const wait = timeval(patience)
    sys.call('setsockopt', fd, socketOption.level, socketOption.receiveTimeout, sys.pointer(wait), wait.length)
    const bound = sys.call('bind', fd, sys.pointer(self.bytes), self.bytes.length)
    if (bound < 0) return bound
    const sent = sys.call('sendto', fd, sys.pointer(self.bytes), 1, 0, sys.pointer(self.bytes), self.bytes.length)
    return sent < 0 ? sent : receive(sys, fd)
  })
  return got > 0
}

function receive(sys: Sys, fd: number): number {
  const buffer = new Uint8Array(largest)
  return sys.call('recvfrom', fd, sys.pointer(buffer), buffer.length, 0, 0, 0)
}
