// The frames of a WebSocket (RFC 6455), of both sides: unmasked, joined, unpacked (RFC 7692), and given to whoever understands what is in them.
import { constants, inflateRawSync } from 'node:zlib'
import { concat } from '../core/bytes.ts'
import type { Conversation, Flow, Side } from '../core/dissector.ts'
import { Carried } from './carried.ts'

/** A packed message longer than this is given up, and with it its side. */
const longestPacked = 64 << 10
const longestUnpacked = 256 << 10
const windowSize = 32 << 10
/** What every packed message had cut off at its end. */
const tail = Uint8Array.of(0, 0, 0xff, 0xff)

export class WebSocketFrames implements Conversation {
  private readonly inside: Carried
  private readonly sides: readonly [FrameSide, FrameSide]

  constructor(flow: Flow, host: string) {
    this.inside = new Carried(flow, host === '' ? 'websocket' : `websocket ${host}`)
    this.sides = [new FrameSide(), new FrameSide()]
  }

  data(from: Side, bytes: Uint8Array, start: number, end: number, at: number): boolean {
    return this.sides[from].push(bytes, start, end, payload => this.inside.data(from, payload, 0, payload.length, at))
  }

  /** Where the next frame begins is not known any more. */
  lost(from: Side, count: number): void {
    if (this.sides[from].lose(count)) this.inside.lost(from, count)
  }

  end(): void {
    this.inside.end()
  }
}

class FrameSide {
  private readonly head = new Uint8Array(14)
  private held = 0
  private left = 0
  private position = 0
  private mask = -1
  private opcode = 0
  private isFinal = false
  private isPacked = false
  private isBroken = false
  private packed: Uint8Array[] = []
  private packedSize = 0
  private window: Uint8Array = new Uint8Array(0)

  push(bytes: Uint8Array, start: number, end: number, each: (payload: Uint8Array) => boolean): boolean {
    let at = start
    while (at < end) {
      if (this.isBroken) return true
      if (this.left === 0) {
        this.head[this.held++] = bytes[at++]!
        if (this.held < 2 || this.held < this.headSize()) continue
        if (!this.begin()) return false
        if (this.left > 0) continue
      }
      const size = Math.min(this.left, end - at)
      if (this.opcode < 8 && !this.payload(bytes.subarray(at, at + size), each)) return false
      at += size
      this.left -= size
      this.position += size
    }
    return true
  }

  /** Whether the loss lies within one frame; otherwise this side is over. */
  lose(count: number): boolean {
    if (count > this.left || this.isPacked) this.isBroken = true
    this.left -= count
    this.position += count
    return !this.isBroken
  }

  private headSize(): number {
    const length = this.head[1]! & 127
    return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((this.head[1]! & 128) === 0 ? 0 : 4)
  }

  /** A head is whole: false when it can be none. */
  private begin(): boolean {
    const { head } = this
    const first = head[0]!
    const opcode = first & 15
    if ((first & 0x30) !== 0 || (opcode > 2 && opcode < 8) || opcode > 10) return false
    const short = head[1]! & 127
    const view = new DataView(head.buffer)
    const length = short < 126 ? short : short === 126 ? view.getUint16(2) : view.getUint32(2) * 2 ** 32 + view.getUint32(6)
    this.mask = (head[1]! & 128) === 0 ? -1 : this.held - 4
    this.opcode = opcode
    if (opcode < 8) {
      this.isFinal = (first & 128) !== 0
      if (opcode > 0) this.isPacked = (first & 64) !== 0
    }
    this.left = length
    this.position = 0
    this.held = 0
    return true
  }

  private payload(part: Uint8Array, each: (payload: Uint8Array) => boolean): boolean {
    const { head, mask, position } = this
    const plain = mask < 0 ? part : part.map((byte, i) => byte ^ head[mask + ((position + i) & 3)]!)
    if (!this.isPacked) return plain.length === 0 || each(position === 0 ? withoutEventSign(plain) : plain)
    this.packed.push(mask < 0 ? plain.slice() : plain)
    this.packedSize += plain.length
    if (this.packedSize > longestPacked) this.isBroken = true
    if (!this.isFinal || part.length < this.left || this.isBroken) return true
    const whole = this.unpacked()
    return whole.length === 0 || each(withoutEventSign(whole))
  }

  /** Each message may refer to what the same side said before. */
  private unpacked(): Uint8Array {
    const whole = concat([...this.packed, tail])
    this.packed = []
    this.packedSize = 0
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: longestUnpacked }
    try {
      const plain = inflateRawSync(whole, this.window.length === 0 ? options : { ...options, dictionary: this.window })
      const history = concat([this.window, plain])
      this.window = history.slice(Math.max(0, history.length - windowSize))
      return plain
    } catch {
      this.isBroken = true
      return new Uint8Array(0)
    }
  }
}

/** Socket.IO writes the kind of a packet before its JSON: 42["submit",{…}] (github.com/socketio/engine.io-protocol). */
function withoutEventSign(text: Uint8Array): Uint8Array {
  let at = 0
  while (at < 8 && text[at]! >= 0x30 && text[at]! <= 0x39) at++
  return at > 0 && (text[at] === 0x5b || text[at] === 0x7b) ? text.subarray(at) : text
}
