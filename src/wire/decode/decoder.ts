// From a frame to the transport header of its innermost IP packet: link layers, tags, labels and tunnels are peeled off in one loop.
import { i32be, u16be } from '../capture/words.ts'
import { Fragments } from './fragments.ts'
import { ethernet, etherTypeOfLink, linkHeader } from './link.ts'
import { type Packet, transport, verdict } from './packet.ts'
import { decodeGre, overlayHeader } from './tunnel.ts'

/** Headers peeled off at most: a packet of nothing but tags is no packet. */
const deepest = 16

export const ether = { ip4: 0x0800, ip6: 0x86dd, frame: 0x6558 } as const

export class Decoder {
  readonly fragments = new Fragments()
  /** Where the next header begins, set by the functions that peel. */
  at = 0

  /** Fills the packet from a frame; see `verdict`. */
  decode(packet: Packet, bytes: Uint8Array, start: number, end: number, link: number): number {
    packet.within(bytes)
    if (link === ethernet && this.plain(packet, start, end)) return verdict.flow
    const header = linkHeader(link)
    if (header < 0) return verdict.link
    if (end - start < header) return verdict.malformed
    return this.peel(packet, etherTypeOfLink(link, bytes, start), start + header, end)
  }

  /** Nearly every frame: Ethernet, IPv4 without options and in one piece, TCP or UDP. False for all others, and for all that is odd: those go the long way. */
  private plain(packet: Packet, start: number, end: number): boolean {
    if (end - start < 42) return false
    const { bytes, view } = packet
    const ip = start + 14
    // The ether type, the version and the length of the header; further fragments and their offset.
    if (view.getInt32(start + 12) >>> 8 !== 0x08_0045 || (view.getInt16(ip + 6) & 0x3fff) !== 0) return false
    const total = view.getUint16(ip + 2)
    const at = ip + 20
    const stop = ip + total
    if (stop > end) return false
    const protocol = bytes[ip + 9]!
    if (protocol === transport.tcp) {
      if (total < 40) return false
      const header = (bytes[at + 12]! >> 4) << 2
      if (header < 20 || total - 20 < header) return false
      packet.seq = view.getInt32(at + 4)
      packet.ack = view.getInt32(at + 8)
      packet.flags = bytes[at + 13]!
      packet.start = at + header
      packet.end = stop
    } else if (protocol === transport.udp) {
      if (total < 28 || overlayHeader(view.getUint16(at + 2), bytes, at + 8, stop) > 0) return false
      const length = view.getUint16(at + 4)
      packet.flags = 0
      packet.start = at + 8
      packet.end = length >= 8 ? Math.min(stop, at + length) : stop
    } else return false
    packet.cut = 0
    packet.wide = false
    packet.protocol = protocol
    packet.source = ip + 12
    packet.target = ip + 16
    packet.sourcePort = view.getUint16(at)
    packet.targetPort = view.getUint16(at + 2)
    return true
  }

  private peel(packet: Packet, first: number, start: number, limit: number): number {
    let type = first
    let at = start
    let end = limit
    for (let depth = 0; depth < deepest; depth++) {
      const { bytes } = packet
      if (type === ether.ip4) {
        if (end - at < 20) return verdict.malformed
        const header = (bytes[at]! & 15) << 2
        const total = u16be(bytes, at + 2)
        if (bytes[at]! >> 4 !== 4 || header < 20 || end - at < header || (total < header && total !== 0)) return verdict.malformed
        // A length of 0 is that of a segment the network card still had to cut.
        const length = total === 0 ? end - at : total
        packet.cut = Math.max(0, at + length - end)
        end = Math.min(end, at + length)
        packet.wide = false
        packet.source = at + 12
        packet.target = at + 16
        const protocol = bytes[at + 9]!
        if ((u16be(bytes, at + 6) & 0x3fff) !== 0) {
          const whole = packet.cut > 0 ? undefined : this.fragments.add4(bytes, at, header, end, packet.at)
          if (whole === undefined) return verdict.fragment
          packet.within(whole)
          packet.source = 12
          packet.target = 16
          at = 20
          end = whole.length
        } else at += header
        type = this.afterIp(packet, protocol, at, end)
      } else if (type === ether.ip6) {
        if (end - at < 40 || bytes[at]! >> 4 !== 6) return verdict.malformed
        const length = u16be(bytes, at + 4)
        if (length > 0) {
          packet.cut = Math.max(0, at + 40 + length - end)
          end = Math.min(end, at + 40 + length)
        } else packet.cut = 0
        packet.wide = true
        packet.source = at + 8
        packet.target = at + 24
        type = this.afterExtensions(packet, bytes[at + 6]!, at, end)
        if (packet.bytes !== bytes) end = packet.bytes.length
      } else if (type === 0x8100 || type === 0x88a8 || type === 0x9100) {
        if (end - at < 4) return verdict.malformed
        type = u16be(bytes, at + 2)
        at += 4
        if (type < 0x600) type = this.logicalLink(bytes, at, end)
        else continue
      } else if (type === ether.frame) {
        if (end - at < 14) return verdict.malformed
        type = u16be(bytes, at + 12)
        at += 14
        if (type < 0x600) type = this.logicalLink(bytes, at, end)
        else continue
      } else if (type === 0x8847 || type === 0x8848) type = this.labels(bytes, at, end)
      else if (type === 0x8864) type = this.pppoe(bytes, at, end)
      else if (type === 0x880b) type = this.ppp(bytes, at, end)
      else return verdict.other
      if (type <= 0) return 0 - type
      at = this.at
    }
    return verdict.deep
  }

  /** What follows the IP header: 0 when the packet is filled, minus a verdict when it is none, else the type of what is inside, at `this.at`. */
  private afterIp(packet: Packet, protocol: number, at: number, end: number): number {
    const { bytes } = packet
    packet.protocol = protocol
    if (protocol === transport.tcp) {
      if (end - at < 20) return -verdict.malformed
      const header = (bytes[at + 12]! >> 4) << 2
      if (header < 20) return -verdict.malformed
      packet.sourcePort = u16be(bytes, at)
      packet.targetPort = u16be(bytes, at + 2)
      packet.seq = i32be(bytes, at + 4)
      packet.ack = i32be(bytes, at + 8)
      packet.flags = bytes[at + 13]!
      packet.start = Math.min(at + header, end)
      packet.end = end
      return verdict.flow
    }
    if (protocol === transport.udp) {
      if (end - at < 8) return -verdict.malformed
      packet.sourcePort = u16be(bytes, at)
      packet.targetPort = u16be(bytes, at + 2)
      const overlay = overlayHeader(packet.targetPort, bytes, at + 8, end)
      if (overlay > 0) {
        this.at = at + 8 + overlay
        return ether.frame
      }
      packet.flags = 0
      packet.start = at + 8
      const length = u16be(bytes, at + 4)
      packet.end = length >= 8 ? Math.min(end, at + length) : end
      return verdict.flow
    }
    if (protocol === transport.icmp || protocol === transport.icmp6) return this.icmp(packet, at, end)
    this.at = at
    if (protocol === 4) return ether.ip4
    if (protocol === 41) return ether.ip6
    if (protocol === 47) return decodeGre(this, bytes, at, end)
    if (protocol === 51) {
      if (end - at < 8) return -verdict.malformed
      const next = at + ((bytes[at + 1]! + 2) << 2)
      return next > end ? -verdict.malformed : this.afterIp(packet, bytes[at]!, next, end)
    }
    return -verdict.transport
  }

  /** Echoes of one identifier are one flow; everything else between two hosts another. */
  private icmp(packet: Packet, at: number, end: number): number {
    if (end - at < 8) return -verdict.malformed
    const type = packet.bytes[at]!
    const isEcho = packet.protocol === transport.icmp ? type === 0 || type === 8 : type === 128 || type === 129
    packet.protocol = transport.icmp
    const identifier = isEcho ? u16be(packet.bytes, at + 4) : 0
    packet.sourcePort = identifier
    packet.targetPort = identifier
    packet.flags = 0
    packet.start = at + 8
    packet.end = end
    return verdict.flow
  }

  private afterExtensions(packet: Packet, first: number, ip: number, limit: number): number {
    let { bytes } = packet
    let next = first
    let at = ip + 40
    let end = limit
    for (let count = 0; count < deepest; count++) {
      if (next === 0 || next === 43 || next === 60 || next === 135) {
        if (end - at < 8) return -verdict.malformed
        next = bytes[at]!
        at += (bytes[at + 1]! + 1) << 3
        if (at > end) return -verdict.malformed
      } else if (next === 44) {
        if (end - at < 8) return -verdict.malformed
        const isWhole = (u16be(bytes, at + 2) & 0xfff9) === 0
        next = bytes[at]!
        if (isWhole) at += 8
        else {
          const whole = packet.cut > 0 ? undefined : this.fragments.add6(bytes, ip, at, end, packet.at)
          if (whole === undefined) return -verdict.fragment
          packet.within(whole)
          packet.source = 8
          packet.target = 24
          bytes = whole
          at = 40
          end = whole.length
        }
      } else return this.afterIp(packet, next, at, end)
    }
    return -verdict.deep
  }

  private labels(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    for (; end - at >= 5; at += 4) {
      if ((bytes[at + 2]! & 1) === 0) continue
      at += 4
      const version = bytes[at]! >> 4
      if (version === 0) {
        // A pseudo-wire with its control word carries Ethernet.
        this.at = at + 4
        return ether.frame
      }
      this.at = at
      return version === 4 ? ether.ip4 : version === 6 ? ether.ip6 : ether.frame
    }
    return -verdict.malformed
  }

  private pppoe(bytes: Uint8Array, at: number, end: number): number {
    return end - at < 8 ? -verdict.malformed : this.ppp(bytes, at + 6, end)
  }

  /** The protocol field, with or without the address bytes before it, of one byte or two. */
  ppp(bytes: Uint8Array, start: number, end: number): number {
    const at = end - start >= 2 && bytes[start] === 0xff && bytes[start + 1] === 3 ? start + 2 : start
    if (end - at < 2) return -verdict.malformed
    const isShort = (bytes[at]! & 1) === 1
    const protocol = isShort ? bytes[at]! : u16be(bytes, at)
    this.at = at + (isShort ? 1 : 2)
    return protocol === 0x21 ? ether.ip4 : protocol === 0x57 ? ether.ip6 : protocol === 0x281 ? 0x8847 : -verdict.other
  }

  /** 802.3 with a length: only SNAP tells an ether type. */
  private logicalLink(bytes: Uint8Array, at: number, end: number): number {
    if (end - at < 8 || bytes[at] !== 0xaa || bytes[at + 1] !== 0xaa) return -verdict.other
    this.at = at + 8
    return u16be(bytes, at + 6)
  }
}
