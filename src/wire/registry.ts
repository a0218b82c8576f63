// Finds the few dissectors that a first byte or a port can be of.
import type { Dissector } from '../core/dissector.ts'

type List = readonly Dissector[]
const nobody: List = []

export class Registry {
  private readonly byByte: readonly List[]
  /** By port: those bound to it, and by first byte, once somebody asked, all that come into question with it. */
  private readonly byPort = new Map<number, { readonly bound: List; readonly byByte: (List | undefined)[] }>()
  private readonly hasPort = new Uint8Array(65_536)

  constructor(dissectors: List) {
    const anywhere = dissectors.filter(d => d.ports === undefined)
    this.byByte = Array.from({ length: 256 }, (_, byte) => anywhere.filter(d => mayStart(d, byte)))
    for (const port of new Set(dissectors.flatMap(({ ports = [] }) => ports))) {
      this.hasPort[port] = 1
      this.byPort.set(port, { bound: dissectors.filter(({ ports = [] }) => ports.includes(port)), byByte: [] })
    }
  }

  /** Whether anybody would look at it. */
  wants(byte: number, clientPort: number, serverPort: number): boolean {
    return this.byByte[byte]!.length > 0 || this.hasPort[clientPort] === 1 || this.hasPort[serverPort] === 1
  }

  /** Those that a payload may be of, the ones bound to a port first. */
  candidates(byte: number, clientPort: number, serverPort: number): List {
    const isServers = this.hasPort[serverPort] === 1
    const isClients = this.hasPort[clientPort] === 1
    if (!isServers && !isClients) return this.byByte[byte]!
    if (isServers && isClients && serverPort !== clientPort)
      return this.bound(byte, [...this.boundTo(serverPort), ...this.boundTo(clientPort)])
    const port = isServers ? serverPort : clientPort
    const { byByte } = this.byPort.get(port)!
    byByte[byte] ??= this.bound(byte, this.boundTo(port))
    return byByte[byte]
  }

  private boundTo(port: number): List {
    return this.byPort.get(port)?.bound ?? nobody
  }

  private bound(byte: number, bound: List): List {
    return [...new Set(bound.filter(d => mayStart(d, byte))), ...this.byByte[byte]!]
  }
}

function mayStart({ starts }: Dissector, byte: number): boolean {
  return starts?.includes(String.fromCharCode(byte)) ?? true
}

/** One registry for each transport. */
export type Registries = Readonly<Record<Dissector['over'], Registry>>

export function registriesOf(dissectors: readonly Dissector[]): Registries {
  const of = (over: Dissector['over']): Registry => new Registry(dissectors.filter(d => d.over === over))
  return { tcp: of('tcp'), udp: of('udp'), icmp: of('icmp') }
}
