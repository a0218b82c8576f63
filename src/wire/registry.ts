// Finds the few dissectors that a first byte or a port can be of.
import type { Dissector } from '../core/dissector.ts'

export class Registry {
  private readonly byByte: readonly (readonly Dissector[])[]
  private readonly byPort = new Map<number, Dissector[]>()
  private readonly hasPort = new Uint8Array(65_536)

  constructor(dissectors: readonly Dissector[]) {
    const anywhere = dissectors.filter(d => d.ports === undefined)
    this.byByte = Array.from({ length: 256 }, (_, byte) => anywhere.filter(d => d.starts?.includes(String.fromCharCode(byte)) ?? true))
    for (const dissector of dissectors)
      for (const port of dissector.ports ?? []) {
        this.hasPort[port] = 1
        this.byPort.set(port, [...(this.byPort.get(port) ?? []), dissector])
      }
  }

  /** Whether anybody would look at it: without allocation, for most is of nobody's interest. */
  wants(byte: number, clientPort: number, serverPort: number): boolean {
    return this.byByte[byte]!.length > 0 || this.hasPort[clientPort] === 1 || this.hasPort[serverPort] === 1
  }

  /** Those that a payload may be of, the ones bound to a port first. */
  candidates(byte: number, clientPort: number, serverPort: number): readonly Dissector[] {
    const bound = [...(this.byPort.get(serverPort) ?? []), ...(this.byPort.get(clientPort) ?? [])]
    const list = this.byByte[byte]!
    if (bound.length === 0) return list
    return [...new Set(bound.filter(d => d.starts?.includes(String.fromCharCode(byte)) ?? true)), ...list]
  }
}

/** One registry for each transport. */
export type Registries = Readonly<Record<Dissector['over'], Registry>>

export function registriesOf(dissectors: readonly Dissector[]): Registries {
  const of = (over: Dissector['over']): Registry => new Registry(dissectors.filter(d => d.over === over))
  return { tcp: of('tcp'), udp: of('udp'), icmp: of('icmp') }
}
