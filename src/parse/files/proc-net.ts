// proc_pid_net(5): IPv4 routes, IPv6 routes and the ARP table as the kernel prints them.
import { textOf } from '../../core/bytes.ts'
import { linesOf } from '../lines.ts'
import { ipv6Text } from '../proc/net-address.ts'

export interface RouteLine {
  readonly interface: string
  /** address/prefix */
  readonly destination: string
  /** '' when the destination is on the link. */
  readonly gateway: string
}

export interface ArpLine {
  readonly address: string
  readonly mac: string
  readonly interface: string
}

/** /proc/net/route: addresses are hex in the byte order of a little-endian machine. */
export function* parseRoute(bytes: Uint8Array): Generator<RouteLine> {
  for (const words of table(bytes)) {
    const [name = '', destination = '', gateway = '', , , , , mask = ''] = words
    if (![destination, gateway, mask].every(word => /^[0-9A-Fa-f]{8}$/.test(word))) continue
    const bits = [...Number.parseInt(mask, 16).toString(2)].filter(bit => bit === '1').length
    yield { interface: name, destination: `${dotted(destination)}/${bits}`, gateway: /^0+$/.test(gateway) ? '' : dotted(gateway) }
  }
}

/** /proc/net/ipv6_route: hex in network order, prefix length in hex. */
export function* parseIpv6Route(bytes: Uint8Array): Generator<RouteLine> {
  for (const words of table(bytes)) {
    const [destination = '', prefix = '', , , gateway = ''] = words
    const name = words[9]
    if (name === undefined || !/^[0-9a-f]{32}$/.test(destination) || !/^[0-9a-f]{32}$/.test(gateway) || !/^[0-9a-f]{2}$/.test(prefix))
      continue
    const next = /^0+$/.test(gateway) ? '' : ipv6Of(gateway)
    yield { interface: name, destination: `${ipv6Of(destination)}/${Number.parseInt(prefix, 16)}`, gateway: next }
  }
}

/** /proc/net/arp; incomplete entries (flag 0x0) are passed over. */
export function* parseArp(bytes: Uint8Array): Generator<ArpLine> {
  for (const [address = '', , flags = '', mac = '', , name] of table(bytes)) {
    if (name !== undefined && /^[\d.]+$/.test(address) && flags !== '0x0') yield { address, mac, interface: name }
  }
}

function* table(bytes: Uint8Array): Generator<string[]> {
  for (const { span } of linesOf(bytes)) {
    yield textOf(bytes.subarray(span.start, span.end))
      .split(/\s+/)
      .filter(word => word !== '')
  }
}

function dotted(hex: string): string {
  return [6, 4, 2, 0].map(at => Number.parseInt(hex.slice(at, at + 2), 16)).join('.')
}

function ipv6Of(hex: string): string {
  return ipv6Text([...Uint8Array.fromHex(hex)])
}
