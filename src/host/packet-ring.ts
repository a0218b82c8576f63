// Packets as they pass: a socket of the packet family whose ring the kernel fills and we read in place (https://docs.kernel.org/networking/packet_mmap.html, TPACKET_V3).
import { type Gap, gap } from '../core/gap.ts'
import { gapOfErrno } from './errno.ts'
import { errno, mappedMemory, type Sys } from './sys.ts'

const afPacket = 17
const sockRaw = 3 | 0o2000000
const everyProtocol = 0x0003
const socketLevel = 1
const attachFilter = 26
const packetLevel = 263
const option = { ring: 5, statistics: 6, version: 10 } as const
const version3 = 2
const readWrite = 3
const shared = 1
const blockSize = 1 << 20
const blocks = 32
const frameSize = 2048
/** A block that is not full is handed over after this long. */
const retireMs = 60
const pollIn = 1
const indexOf = 0x8933
const nameOf = 0x8910
const nameRoom = 16
/** struct ifreq */
const requestRoom = 40
/** The user owns the block. */
const ours = 1
/** ARPHRD_ETHER and ARPHRD_LOOPBACK; other links are read from their network header on. */
const ethernetLike = [1, 772]
const link = { ethernet: 1, raw: 101 } as const

export interface FrameSink {
  /** `bytes[start, end)` are valid only during the call. `at`: microseconds since 1970; `link`: link type of captures; `device`: index of the interface. */
  frame(bytes: Uint8Array, start: number, end: number, original: number, at: number, link: number, device: number): void
}

/** Since the beginning: packets that passed the filter, and those of them that found no room. */
export interface RingCounters {
  readonly received: number
  readonly dropped: number
}

export interface PacketRing {
  /** Waits until there is something to read, `ms` at most. Blocks the thread. */
  wait(ms: number): void
  /** Gives everything that waits to the sink; one round of the ring at most. */
  drain(sink: FrameSink): void
  counters(): RingCounters
  /** Name of an interface; its number when it is gone. */
  deviceName(device: number): string
  /** Nothing more is received. The ring itself stays until the thread's end. */
  close(): void
}

/** Everything on one interface ('' for all) that passes the filter. Interfaces are not made promiscuous. A Gap where this may not be. */
export function openPacketRing(sys: Sys, device: string, filter: Uint8Array): PacketRing | Gap {
  const source = device === '' ? 'packets' : `packets of ${device}`
  const fd = sys.call('socket', afPacket, sockRaw, 0)
  if (fd < 0) return -fd === errno.EPERM ? gap(source, 'denied', 'capturing needs root or CAP_NET_RAW') : gapOfErrno(source, -fd)
  const fail = (code: number): Gap => {
    sys.call('close', fd)
    return gapOfErrno(source, -code)
  }
  const index = device === '' ? 0 : deviceIndex(sys, fd, device)
  if (index < 0) {
    sys.call('close', fd)
    return gap(source, 'absent', 'there is no such interface')
  }
  // The filter stands before the first packet comes: a socket without a protocol receives none.
  const program = new BigUint64Array([BigInt(filter.length / 8), sys.pointer(filter)])
  const steps = [
    () => set(sys, fd, socketLevel, attachFilter, new Uint8Array(program.buffer)),
    () => set(sys, fd, packetLevel, option.version, words(version3)),
    () => set(sys, fd, packetLevel, option.ring, words(blockSize, blocks, frameSize, (blockSize / frameSize) * blocks, retireMs, 0, 0)),
  ]
  for (const step of steps) {
    const done = step()
    if (done < 0) return fail(done)
  }
  const address = sys.call('mmap', 0, blockSize * blocks, readWrite, shared, fd, 0)
  if (address < 0) return fail(address)
  const memory = mappedMemory(address, blockSize * blocks)
  if (memory === undefined) return fail(-errno.ENOSYS)
  const bound = bind(sys, fd, index)
  return bound < 0 ? fail(bound) : new Ring(sys, fd, memory)
}

class Ring implements PacketRing {
  private readonly sys: Sys
  private readonly fd: number
  private readonly bytes: Uint8Array<ArrayBuffer>
  private readonly words: Int32Array
  private block = 0
  private received = 0
  private dropped = 0
  private readonly poll: Uint8Array
  private readonly patience = new BigInt64Array(2)

  constructor(sys: Sys, fd: number, memory: Uint8Array<ArrayBuffer>) {
    this.sys = sys
    this.fd = fd
    this.bytes = memory
    this.words = new Int32Array(memory.buffer)
    this.poll = words(fd, pollIn)
  }

  wait(ms: number): void {
    if (this.isReady()) return
    this.patience[0] = BigInt(Math.trunc(ms / 1000))
    this.patience[1] = BigInt((ms % 1000) * 1e6)
    this.sys.call('ppoll', this.sys.pointer(this.poll), 1, this.sys.pointer(new Uint8Array(this.patience.buffer)), 0, 8)
  }

  /** struct tpacket_block_desc: status, number of packets and place of the first are words 2 to 4. */
  drain(sink: FrameSink): void {
    for (let i = 0; i < blocks && this.isReady(); i++) {
      const base = (this.block * blockSize) >> 2
      let at = this.block * blockSize + this.words[base + 4]!
      for (let left = this.words[base + 3]!; left > 0; left--) {
        this.frame(sink, at)
        at += this.words[at >> 2]!
      }
      Atomics.store(this.words, base + 2, 0)
      this.block = (this.block + 1) % blocks
    }
  }

  counters(): RingCounters {
    const counted = new Uint32Array(3)
    const room = words(12)
    // The kernel begins again at zero each time.
    const { sys } = this
    if (
      sys.call('getsockopt', this.fd, packetLevel, option.statistics, sys.pointer(new Uint8Array(counted.buffer)), sys.pointer(room)) === 0
    ) {
      this.received += counted[0]!
      this.dropped += counted[1]!
    }
    return { received: this.received, dropped: this.dropped }
  }

  deviceName(device: number): string {
    const request = new Uint8Array(requestRoom)
    request.set(words(device), nameRoom)
    if (this.sys.call('ioctl', this.fd, nameOf, this.sys.pointer(request)) < 0) return `${device}`
    return String.fromCharCode(...request.subarray(0, request.subarray(0, nameRoom).indexOf(0)))
  }

  close(): void {
    this.sys.call('close', this.fd)
  }

  private isReady(): boolean {
    return (Atomics.load(this.words, ((this.block * blockSize) >> 2) + 2) & ours) !== 0
  }

  /** struct tpacket3_hdr, then struct sockaddr_ll 48 bytes behind its beginning. */
  private frame(sink: FrameSink, at: number): void {
    const { bytes, words: ring } = this
    const word = at >> 2
    const time = (ring[word + 1]! >>> 0) * 1e6 + (ring[word + 2]! >>> 0) / 1000
    const captured = ring[word + 3]!
    const original = ring[word + 4]! >>> 0
    const start = at + (ring[word + 6]! & 0xffff)
    const end = start + captured
    const device = ring[word + 13]!
    if (ethernetLike.includes(ring[word + 14]! & 0xffff)) {
      sink.frame(bytes, start, end, original, time, link.ethernet, device)
      return
    }
    const network = at + (ring[word + 6]! >>> 16)
    if (network < end) sink.frame(bytes, network, end, original - (network - start), time, link.raw, device)
  }
}

function deviceIndex(sys: Sys, fd: number, device: string): number {
  const request = new Uint8Array(requestRoom)
  if (!/^[\x21-\x7e]{1,15}$/.test(device)) return -1
  for (let i = 0; i < device.length; i++) request[i] = device.charCodeAt(i)
  const found = sys.call('ioctl', fd, indexOf, sys.pointer(request))
  return found < 0 ? -1 : new DataView(request.buffer).getInt32(nameRoom, true)
}

/** struct sockaddr_ll: the protocol in network order, the interface's index. */
function bind(sys: Sys, fd: number, index: number): number {
  const address = new Uint8Array(20)
  address.set([afPacket, 0, everyProtocol >> 8, everyProtocol & 255])
  address.set(words(index), 4)
  return sys.call('bind', fd, sys.pointer(address), address.length)
}

function set(sys: Sys, fd: number, level: number, name: number, value: Uint8Array): number {
  return sys.call('setsockopt', fd, level, name, sys.pointer(value), value.length)
}

function words(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer)
}
