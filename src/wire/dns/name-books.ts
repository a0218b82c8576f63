// What a conversation with a resolver is worth telling of: names of pools with their addresses, and domains below which data travels.
import type { Flow } from '../../core/dissector.ts'
import type { WireRow } from '../../core/facts/wire.ts'
import { answeredAddresses, type DnsQuestion, recordType } from '../../parse/protocols/dns-message.ts'
import { isPoolLike, poolStarts } from '../../parse/protocols/pool-like-name.ts'
import { endsInOnion, isOnion } from '../../parse/protocols/tor-name.ts'
import { hasWordStart, wordStarts } from '../../parse/protocols/word-starts.ts'
import { wireRow } from '../wire-row.ts'

const poolWords = wordStarts(poolStarts)
const mostDomains = 8
const mostNames = 64
/** A name below its domain that is so long says more than a host's name does. */
const longBelow = 36
/** Types that carry free bytes, asked with a name that is not short. */
const carriers: ReadonlySet<number> = new Set([
  recordType.null,
  recordType.txt,
  recordType.private,
  recordType.mx,
  recordType.srv,
  recordType.cname,
])
const notShort = 16
/** Types that nobody asks for but to carry bytes: any name. */
const onlyCarriers: ReadonlySet<number> = new Set([recordType.null, recordType.private])

interface Tunnel {
  readonly row: WireRow
  readonly domain: string
  readonly types: Set<number>
  readonly excerpt: string
  readonly first: number
  queries: number
  sent: number
  received: number
  last: number
}

export class NameBooks {
  private readonly flow: Flow
  /** None in nearly all conversations. */
  private tunnels: Map<string, Tunnel> | undefined
  private names = 0

  constructor(flow: Flow) {
    this.flow = flow
  }

  take(question: DnsQuestion, bytes: Uint8Array, start: number, end: number, at: number): void {
    const { name, length } = question
    if (length === 0) return
    const number = this.flow.intel.domain(name, 0, length)
    const isTelling = number >= 0 || (hasWordStart(name, 0, length, poolWords) && isPoolLike(textOf(name, 0, length)))
    if (isTelling) this.named(question, number, bytes, end)
    else if (question.isAnswer) this.answered(question, bytes, end)
    if (endsInOnion(name, length)) this.onion(textOf(name, 0, length))
    const below = length - domainLength(name, length) - 1
    if (below >= longBelow || (below >= notShort && carriers.has(question.type)) || (below > 0 && onlyCarriers.has(question.type)))
      this.carried(question, below, end - start, at)
  }

  tell(): void {
    for (const { row, domain, types, excerpt, first, queries, sent, received, last } of this.tunnels?.values() ?? []) {
      const seconds = Math.round((last - first) / 1e6)
      this.flow.emit('nameTunnels', { ...row, domain, queries, sent, received, types: [...types], seconds, excerpt }, `tunnel ${domain}`)
    }
  }

  private named(question: DnsQuestion, number: number, bytes: Uint8Array, end: number): void {
    const name = textOf(question.name, 0, question.length)
    const { flow } = this
    if (++this.names > mostNames) return
    const addresses = question.isAnswer ? answeredAddresses(bytes, end, question) : []
    const indicator = number < 0 ? undefined : flow.intel.indicator(number)
    const kind = question.isAnswer && addresses.length > 0 ? ` ${question.type}` : ''
    flow.emit('names', { ...wireRow(flow), how: 'dns', name, addresses, indicator, protocols: [] }, `name ${name}${kind}`)
  }

  /** Any other name, for whatever its addresses turn out to be. */
  private answered(question: DnsQuestion, bytes: Uint8Array, end: number): void {
    const addresses = answeredAddresses(bytes, end, question)
    if (addresses.length === 0) return
    const name = textOf(question.name, 0, question.length)
    const tag = this.flow.tag()
    this.flow.note('answers', () => ({ ...wireRow(tag), name, addresses }))
  }

  /** Asked of the DNS by mistake: resolvers are to refuse it (RFC 7686). */
  private onion(name: string): void {
    if (isOnion(name)) this.flow.emit('hiddenPeers', { ...wireRow(this.flow), means: 'tor', sign: 'onion', name }, 'tor')
  }

  private carried(question: DnsQuestion, below: number, size: number, at: number): void {
    const { name, length } = question
    const domain = textOf(name, below + 1, length)
    if (domain.endsWith('.arpa')) return
    this.tunnels ??= new Map()
    let tunnel = this.tunnels.get(domain)
    if (tunnel === undefined) {
      if (this.tunnels.size >= mostDomains) return
      const excerpt = textOf(name, 0, length)
      tunnel = { row: wireRow(this.flow), domain, types: new Set(), excerpt, first: at, queries: 0, sent: 0, received: 0, last: at }
      this.tunnels.set(domain, tunnel)
    }
    tunnel.last = at
    if (question.isAnswer) tunnel.received += size
    else {
      tunnel.queries++
      tunnel.sent += below
      if (tunnel.types.size < 16) tunnel.types.add(question.type)
    }
  }
}

/** Length of the last two labels; of three where the last two are those of a country's registry, as in "co.uk". */
function domainLength(name: Uint8Array, length: number): number {
  let dots = 0
  let last = 0
  for (let at = length - 1; at >= 0; at--) {
    if (name[at] !== 46) continue
    const size = length - at - 1
    if (++dots === 1) last = size
    else if (dots === 3 || last > 2 || size - last - 1 > 3) return size
  }
  return length
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}
