// A connection to a daemon of this very host, over its socket file or the loopback interface, by raw system calls and waiting for each answer: what a daemon offers to root on its own host.
import { bytesOf, concat } from '../core/bytes.ts'
import { type Gap, gap } from '../core/gap.ts'
import { gapOfErrno } from './errno.ts'
import type { Sys } from './sys.ts'

const local = 1
const internet = 2
/** SOCK_STREAM | SOCK_CLOEXEC */
const stream = 1 | 0o2000000
const solSocket = 1
const option = { peerCredentials: 17, receiveTimeout: 20, sendTimeout: 21 } as const
const noSignal = 0x4000
const longestPath = 107

export interface Connection {
  /** Who listens: the process that made the socket. */
  readonly peer: { readonly pid: number; readonly uid: number }
  send(bytes: Uint8Array): Gap | undefined
  /** The bytes that have come, at least one; a Gap when none come in time or the other side has closed. */
  receive(): Uint8Array | Gap
  close(): void
}

/** Connects; each sending and receiving waits at most `patience` milliseconds. */
export function connectTo(sys: Sys, path: string, patience: number): Connection | Gap {
  const name = bytesOf(path)
  if (name.length === 0 || name.length > longestPath || name.includes(0)) return gap(path, 'malformed', 'is no path of a socket')
  return connectBy(sys, path, local, concat([Uint8Array.of(local, 0), name, Uint8Array.of(0)]), patience)
}

/** The same over TCP to 127.0.0.1, to a daemon that has no socket file. Its peer is not told. */
export function connectToPort(sys: Sys, port: number, patience: number): Connection | Gap {
  const source = `127.0.0.1:${port}`
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return gap(source, 'malformed', 'is no port')
  // struct sockaddr_in: family in the machine's order, port and address in the network's.
  const address = Uint8Array.of(internet, 0, port >> 8, port & 0xff, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
  return connectBy(sys, source, internet, address, patience)
}

function connectBy(sys: Sys, path: string, family: number, address: Uint8Array, patience: number): Connection | Gap {
  const fd = sys.call('socket', family, stream, 0)
  if (fd < 0) return gapOfErrno(path, -fd)
  const fail = (code: number): Gap => {
    sys.call('close', fd)
    return code === 11 ? gap(path, 'timeout', 'does not answer') : gapOfErrno(path, code)
  }
  const time = new Uint8Array(new BigInt64Array([BigInt(Math.floor(patience / 1000)), BigInt((patience % 1000) * 1000)]).buffer)
  for (const which of [option.receiveTimeout, option.sendTimeout])
    sys.call('setsockopt', fd, solSocket, which, sys.pointer(time), time.length)
  const connected = sys.call('connect', fd, sys.pointer(address), address.length)
  if (connected < 0) return fail(-connected)
  const credentials = new Int32Array(3)
  const size = new Uint8Array(new Int32Array([12]).buffer)
  const told = sys.call(
    'getsockopt',
    fd,
    solSocket,
    option.peerCredentials,
    sys.pointer(new Uint8Array(credentials.buffer)),
    sys.pointer(size),
  )
  if (told < 0) return fail(-told)
  const buffer = new Uint8Array(1 << 16)
  return {
    peer: { pid: credentials[0] ?? 0, uid: credentials[1] ?? -1 },
    send(bytes) {
      for (let done = 0; done < bytes.length; ) {
        const part = bytes.slice(done)
        const sent = sys.call('sendto', fd, sys.pointer(part), part.length, noSignal, 0, 0)
        if (sent <= 0) return sent === -11 ? gap(path, 'timeout', 'does not answer') : gapOfErrno(path, -sent)
        done += sent
      }
      return undefined
    },
    receive() {
      const got = sys.call('recvfrom', fd, sys.pointer(buffer), buffer.length, 0, 0, 0)
      if (got > 0) return buffer.slice(0, got)
      return got === 0 || got === -11 ? gap(path, 'timeout', 'does not answer') : gapOfErrno(path, -got)
    },
    close: () => void sys.call('close', fd),
  }
}
