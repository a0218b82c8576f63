// The table of hosts that are known for mining: domains by suffix on a label boundary, addresses with or without a port, networks.
import type { Indicator } from '../core/intel.ts'
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { isAddress } from '../parse/feeds/entry.ts'
import { NetworkTable } from './network-table.ts'
import type { SharedInfrastructure } from './shared-infrastructure.ts'

export class Indicators {
  readonly #domains = new Map<string, Indicator>()
  readonly #addresses = new Map<string, Indicator>()
  readonly #networks = new NetworkTable<Indicator>()
  readonly #shared: SharedInfrastructure
  #count = 0

  constructor(shared: SharedInfrastructure) {
    this.#shared = shared
  }

  get size(): number {
    return this.#count
  }

  /** False when the entry would accuse hosts that innocents share. The first list to name a host keeps it. */
  add(entry: FeedEntry, indicator: Indicator): boolean {
    if (this.#shared.covers(entry)) return false
    this.#count++
    if (entry.bits !== undefined) return this.#networks.add(entry.host, entry.bits, indicator)
    const [map, key] = isAddress(entry.host)
      ? [this.#addresses, entry.port === undefined ? entry.host : `${entry.host}:${entry.port}`]
      : [this.#domains, entry.host]
    if (!map.has(key)) map.set(key, indicator)
    return true
  }

  lookup(given: string, port?: number): Indicator | undefined {
    if (given.length > 260) return undefined
    const host = given
      .toLowerCase()
      .replace(/^\[|\]$/g, '')
      .replace(/\.$/, '')
    const address = host.replace(/^::ffff:(?=\d+\.)/, '')
    if (isAddress(address)) {
      const exact = port === undefined ? undefined : this.#addresses.get(`${address}:${port}`)
      return exact ?? this.#addresses.get(address) ?? this.#networks.find(address)
    }
    for (let name = host; name !== ''; name = name.includes('.') ? name.slice(name.indexOf('.') + 1) : '') {
      const found = this.#domains.get(name)
      if (found !== undefined) return found
    }
    return undefined
  }
}
