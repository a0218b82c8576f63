// The key of a packet's flow: both directions give the same one, and its hash with a seed that strangers do not know.
import { i32be } from '../capture/words.ts'
import type { Packet } from '../decode/packet.ts'

export class FlowKey {
  /** A is the lower address, or the lower port between equal addresses. The first word of both. */
  a = 0
  b = 0
  ports = 0
  /** Protocol, and 256 for IPv6. */
  kind = 0
  hash = 0
  /** 1 when the packet was sent by B. */
  side = 0
  /** IPv6: the other three words of A and of B. */
  readonly wide = new Int32Array(6)
  private readonly seed: number

  constructor(seed: number) {
    this.seed = seed
  }

  set(packet: Packet): void {
    if (packet.wide) this.setWide(packet)
    else {
      const { view, source, target, sourcePort, targetPort } = packet
      const s = view.getInt32(source)
      const t = view.getInt32(target)
      const isB = s > t || (s === t && sourcePort > targetPort)
      this.side = isB ? 1 : 0
      this.a = isB ? t : s
      this.b = isB ? s : t
      this.ports = isB ? (targetPort << 16) | sourcePort : (sourcePort << 16) | targetPort
      this.kind = packet.protocol
    }
    let h = mix(mix(mix(this.seed ^ this.kind, this.a), this.b), this.ports)
    if (packet.wide) for (const value of this.wide) h = mix(h, value)
    h ^= h >>> 16
    h = Math.imul(h, 0x85ebca6b)
    this.hash = h ^ (h >>> 13)
  }

  private setWide({ bytes, source, target, sourcePort, targetPort, protocol }: Packet): void {
    let order = 0
    for (let i = 0; i < 16 && order === 0; i++) order = bytes[source + i]! - bytes[target + i]!
    if (order === 0) order = sourcePort - targetPort
    const a = order > 0 ? target : source
    const b = order > 0 ? source : target
    this.side = order > 0 ? 1 : 0
    this.a = i32be(bytes, a)
    this.b = i32be(bytes, b)
    this.ports = order > 0 ? (targetPort << 16) | sourcePort : (sourcePort << 16) | targetPort
    this.kind = protocol | 256
    for (let i = 0; i < 3; i++) {
      this.wide[i] = i32be(bytes, a + 4 + i * 4)
      this.wide[3 + i] = i32be(bytes, b + 4 + i * 4)
    }
  }
}

/** One round of MurmurHash3. */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  const h = hash ^ Math.imul(k, 0x1b873593)
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}
