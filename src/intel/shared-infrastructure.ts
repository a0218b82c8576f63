// Hosts that innocents share with criminals: never an indicator, whatever list names them.
import { getPublicSuffix } from 'tldts'
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { Indicators } from './indicators.ts'
import type { Origin } from './origin.ts'

/** Why a host is never decisive: the list that says so, or a rule. */
export type Cover = Origin | 'public-suffix' | 'too-wide'

/** Networks wider than these are whole providers. */
const widest = { 4: 16, 6: 32 } as const

/**
 * The rule: left out are public suffixes, those of hosting and dynamic DNS included (duckdns.org, github.io; a customer's own name under
 * one stays in); the domains of lists of kind "shared" and every name under them; addresses in their networks; and very wide networks.
 * An exact URL is nobody else's: it stays in, whoever hosts it. So does a digest, but for those of files that are everywhere.
 */
export class SharedInfrastructure {
  readonly hosts = new Indicators()

  covers({ type, value, bits }: FeedEntry): Cover | undefined {
    if (type === 'url') return undefined
    if (type === 'address' && bits !== undefined && bits < widest[value.includes(':') ? 6 : 4]) return 'too-wide'
    if (type === 'domain' && getPublicSuffix(value, { allowPrivateDomains: true }) === value) return 'public-suffix'
    const number = type === 'digest' ? this.hosts.findDigest(value) : this.hosts.find(value)
    return number < 0 ? undefined : this.hosts.originOf(number)
  }
}
