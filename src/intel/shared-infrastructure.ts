// Hosts that innocents share with criminals: never an indicator, whatever list names them.
import { getPublicSuffix } from 'tldts'
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { isAddress } from '../parse/feeds/entry.ts'
import { lineFeed } from '../parse/feeds/lines.ts'
import { NetworkTable } from './network-table.ts'

/**
 * The rule: left out are public suffixes, those of hosting and dynamic DNS included (duckdns.org, github.io; a customer's own name under
 * one stays in); the domains of rules/allow/shared-infrastructure.txt and every name under them; and addresses in its networks.
 */
export class SharedInfrastructure {
  readonly #domains = new Set<string>()
  readonly #networks = new NetworkTable<true>()

  constructor(text: string) {
    for (const { host, bits } of lineFeed(text)) {
      if (isAddress(host)) this.#networks.add(host, bits ?? (host.includes(':') ? 128 : 32), true)
      else this.#domains.add(host)
    }
  }

  covers({ host, bits }: FeedEntry): boolean {
    if (isAddress(host)) return (bits !== undefined && bits < 16) || this.#networks.find(host) === true
    if (getPublicSuffix(host, { allowPrivateDomains: true }) === host) return true
    for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) if (this.#domains.has(name)) return true
    return false
  }
}
