// Puts the fragments of IPv4 and IPv6 datagrams together again, within bounds; the first bytes seen of any place count.
import { i32be, u16be } from '../capture/words.ts'

/** Datagrams that may wait at once, and how long one may (RFC 791 and 8200 say 15 s and 60 s). */
const mostWaiting = 256
const patienceMicros = 30e6
const largest = 65_535
const mostPieces = 512
const longestHeader = 40
/** Identification and protocol, both addresses, the version. */
const keyWords = 10

/** One datagram in the making; used again for others, for its room is large. */
class Waiting {
  readonly bytes = new Uint8Array(longestHeader + largest + 1)
  /** One for each unit of eight bytes that is there. */
  readonly there = new Uint8Array((largest + 8) >> 3)
  since = 0
  /** Bytes of the IP header that `bytes` begins with. */
  header = 0
  /** Units that are there, and past the last of them. */
  have = 0
  reach = 0
  /** Payload length, once the last fragment was seen; -1 before. */
  length = -1
  pieces = 0
  private readonly key = new Int32Array(keyWords)

  is(key: Int32Array): boolean {
    for (let i = 0; i < keyWords; i++) if (this.key[i] !== key[i]) return false
    return true
  }

  begin(key: Int32Array, header: Uint8Array, at: number): void {
    this.key.set(key)
    this.there.fill(0, 0, this.reach)
    this.bytes.set(header)
    this.header = header.length
    this.since = at
    this.have = 0
    this.reach = 0
    this.length = -1
    this.pieces = 0
  }
}

export class Fragments {
  /** Datagrams given up incomplete, and fragments that came over others with another content. */
  lost = 0
  conflicts = 0
  /** The oldest first. */
  private readonly waiting: Waiting[] = []
  private readonly idle: Waiting[] = []
  /** Addresses, identification and protocol of the present fragment. */
  private readonly key = new Int32Array(keyWords)

  /** The whole datagram, with a header of 20 bytes, when this was the last missing fragment; valid until the next fragment comes. */
  add4(bytes: Uint8Array, ip: number, header: number, end: number, at: number): Uint8Array | undefined {
    const { key } = this
    key.fill(0)
    key[0] = (u16be(bytes, ip + 4) << 8) | bytes[ip + 9]!
    key[1] = i32be(bytes, ip + 12)
    key[2] = i32be(bytes, ip + 16)
    key[keyWords - 1] = 4
    const field = u16be(bytes, ip + 6)
    return this.add(
      bytes,
      { ip, headerLength: 20, from: ip + header, end, offset: (field & 0x1fff) << 3, more: (field & 0x2000) !== 0 },
      at,
    )
  }

  /** The same for IPv6: its extension headers before the fragment header are left out. */
  add6(bytes: Uint8Array, ip: number, fragment: number, end: number, at: number): Uint8Array | undefined {
    const { key } = this
    key[0] = i32be(bytes, fragment + 4)
    for (let i = 0; i < 8; i++) key[1 + i] = i32be(bytes, ip + 8 + i * 4)
    key[keyWords - 1] = 6
    const field = u16be(bytes, fragment + 2)
    return this.add(bytes, { ip, headerLength: 40, from: fragment + 8, end, offset: field & 0xfff8, more: (field & 1) !== 0 }, at)
  }

  /** Datagrams that will never be complete count as lost. */
  finish(): void {
    this.lost += this.waiting.length
    this.waiting.length = 0
  }

  private add(bytes: Uint8Array, piece: Piece, at: number): Uint8Array | undefined {
    const length = piece.end - piece.from
    if (length <= 0 || piece.offset + length > largest || (piece.more && (length & 7) !== 0)) return undefined
    let datagram = this.known()
    if (datagram === undefined || at - datagram.since > patienceMicros) {
      if (datagram !== undefined) this.forget(datagram)
      datagram = this.begin(bytes, piece, at)
    }
    if (!piece.more && datagram.length < 0) datagram.length = piece.offset + length
    datagram.pieces++
    this.copy(datagram, bytes, piece, length)
    if (isComplete(datagram)) {
      this.free(datagram)
      return datagram.bytes.subarray(0, datagram.header + datagram.length)
    }
    if (datagram.pieces > mostPieces) this.forget(datagram)
    return undefined
  }

  /** Few wait at any time: a list is quicker than texts as keys. */
  private known(): Waiting | undefined {
    const { waiting, key } = this
    for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i]!.is(key)) return waiting[i]
    return undefined
  }

  private begin(bytes: Uint8Array, piece: Piece, at: number): Waiting {
    const oldest = this.waiting[0]
    if (oldest !== undefined && this.waiting.length >= mostWaiting) this.forget(oldest)
    const datagram = this.idle.pop() ?? new Waiting()
    datagram.begin(this.key, bytes.subarray(piece.ip, piece.ip + piece.headerLength), at)
    this.waiting.push(datagram)
    return datagram
  }

  private copy(datagram: Waiting, bytes: Uint8Array, piece: Piece, length: number): void {
    const first = piece.offset >> 3
    const past = (piece.offset + length + 7) >> 3
    const to = datagram.header + piece.offset
    if (past > datagram.reach) datagram.reach = past
    if (!isAnyThere(datagram.there, first, past)) {
      datagram.bytes.set(bytes.subarray(piece.from, piece.from + length), to)
      datagram.there.fill(1, first, past)
      datagram.have += past - first
      return
    }
    let isOther = false
    for (let done = 0; done < length; done += 8) {
      const unit = (piece.offset + done) >> 3
      const isNew = datagram.there[unit] === 0
      datagram.there[unit] = 1
      if (isNew) datagram.have++
      for (let i = done; i < Math.min(done + 8, length); i++)
        if (isNew) datagram.bytes[to + i] = bytes[piece.from + i]!
        else if (datagram.bytes[to + i] !== bytes[piece.from + i]) isOther = true
    }
    if (isOther) this.conflicts++
  }

  private forget(datagram: Waiting): void {
    this.free(datagram)
    this.lost++
  }

  private free(datagram: Waiting): void {
    this.waiting.splice(this.waiting.indexOf(datagram), 1)
    this.idle.push(datagram)
  }
}

function isAnyThere(there: Uint8Array, first: number, past: number): boolean {
  for (let unit = first; unit < past; unit++) if (there[unit] === 1) return true
  return false
}

function isComplete({ length, have, there }: Waiting): boolean {
  const units = (length + 7) >> 3
  return length >= 0 && have >= units && !there.subarray(0, units).includes(0)
}

interface Piece {
  readonly ip: number
  readonly headerLength: number
  readonly from: number
  readonly end: number
  readonly offset: number
  readonly more: boolean
}
