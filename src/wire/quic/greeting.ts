// Puts the greeting of a QUIC client together: from the pieces of several Initial packets, in any order, under the keys of whatever name the server is called by.
import { cryptoFrames, initialPacket, type QuicVersion } from '../../parse/protocols/quic-packet.ts'
import { handshake, handshakeBody } from '../../parse/protocols/tls-hello.ts'
import { clientKeys, type InitialKeys, opened } from './initial.ts'

/** A greeting with keys for several groups, post-quantum among them, has up to 4 KiB. */
const longest = 8 << 10
/** Initial packets of one client that are looked at: lost ones are sent again, attackers send on. */
const mostPackets = 24

export class QuicGreeting {
  private keys: InitialKeys | undefined
  private version: QuicVersion | undefined
  private bytes = new Uint8Array(0)
  private seen = new Uint8Array(0)
  private whole = 0
  private packets = 0
  /** Packets that no key opened. */
  closed = 0

  /** Enough was looked at. */
  get isSpent(): boolean {
    return this.packets >= mostPackets
  }

  /** One datagram of the client; the body of its ClientHello once all of it has come. */
  take(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    for (let at = start; at < end && !this.isSpent; ) {
      const packet = initialPacket(bytes, at, end)
      if (packet === undefined) break
      this.packets++
      const payload = this.open(bytes, at, packet)
      if (payload === undefined) this.closed++
      else cryptoFrames(payload, (offset, piece) => this.add(offset, piece))
      at = packet.end
    }
    return handshakeBody(this.bytes.subarray(0, this.whole), handshake.clientHello)
  }

  /** The keys stay when the server gives itself a name; after a Retry, or in another version, they are made anew and the greeting begins again. */
  private open(bytes: Uint8Array, at: number, packet: NonNullable<ReturnType<typeof initialPacket>>): Uint8Array | undefined {
    const known = this.keys === undefined || this.version !== packet.version ? undefined : opened(packet, bytes, at, this.keys)
    if (known !== undefined) return known
    const keys = clientKeys(packet.version, packet.target)
    const payload = opened(packet, bytes, at, keys)
    if (payload === undefined) return undefined
    this.keys = keys
    this.version = packet.version
    this.seen.fill(0)
    this.whole = 0
    return payload
  }

  private add(offset: number, piece: Uint8Array): void {
    const end = offset + piece.length
    if (end > longest) return
    if (end > this.bytes.length) {
      this.bytes = widened(this.bytes, end)
      this.seen = widened(this.seen, end)
    }
    this.bytes.set(piece, offset)
    this.seen.fill(1, offset, end)
    while (this.seen[this.whole] === 1) this.whole++
  }
}

function widened(old: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(Math.max(size, Math.min(longest, old.length * 2)))
  wider.set(old)
  return wider
}
