// What the decoder says of one packet: one object, filled again for each, so that nothing is allocated.

/** Transport protocols by their IP number; ICMP for IPv6 is told as ICMP. */
export const transport = { icmp: 1, tcp: 6, udp: 17, icmp6: 58 } as const

/** Flag bits of a TCP header. */
export const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const

export class Packet {
  /** Set by `within` alone. */
  bytes: Uint8Array = new Uint8Array(0)
  /** The same bytes, for whole words. */
  view: DataView = new DataView(new ArrayBuffer(0))
  /** Microseconds since 1970. */
  at = 0
  /** Where the addresses of the innermost IP header begin. */
  source = 0
  target = 0
  /** IPv6: the addresses are of 16 bytes. */
  wide = false
  protocol = 0
  sourcePort = 0
  targetPort = 0
  /** TCP only. */
  flags = 0
  seq = 0
  ack = 0
  /** The payload: of TCP or UDP; of ICMP the part after its first eight bytes. */
  start = 0
  end = 0
  /** Bytes of the payload that were on the wire but not captured. */
  cut = 0

  /** What follows is of these bytes: thousands of packets share a buffer. */
  within(bytes: Uint8Array): void {
    if (this.bytes === bytes) return
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
}

/** Why a frame is no packet of a flow; the order is that of the counters. */
export const verdict = {
  flow: 0,
  /** No IP: ARP, LLDP, spanning tree … */
  other: 1,
  /** A header runs past the captured bytes or contradicts itself. */
  malformed: 2,
  /** IP of a transport without ports: ESP, OSPF, SCTP … */
  transport: 3,
  /** A fragment of a datagram that is not complete yet. */
  fragment: 4,
  /** A link type that is not known. */
  link: 5,
  /** Carriers inside carriers past the limit. */
  deep: 6,
} as const
