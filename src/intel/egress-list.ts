// The smallest list of names and addresses that allows what was learned, and what it would have stopped.
import { isIP } from 'node:net'
import { getDomain, getPublicSuffix } from 'tldts'
import type { EgressBook, EgressList, EgressPeer, EgressRefusal, EgressRule, Refusal } from '../core/egress.ts'
import type { Instant } from '../core/instant.ts'
import type { Intel } from '../core/intel.ts'
import { isPoolLike } from '../parse/protocols/pool-like-name.ts'
import { serviceOf } from './services.ts'
import type { SharedInfrastructure } from './shared-infrastructure.ts'

export interface Knowledge extends Pick<Intel, 'lookup'> {
  readonly shared: Pick<SharedInfrastructure, 'covers'>
}

/** So many names below one parent are written as one. */
const fewestBelow = 2

/**
 * What is listed, called like a pool, or a public address that no name led to and no service explains is left out; `wanted` (names,
 * "*.names", addresses) is let in all the same. Names become "*.parent" at their deepest common parent, on the same port only, and never
 * at a public suffix nor where strangers share the domain; addresses are never widened.
 */
export function proposeEgress({ peers }: EgressBook, knowledge: Knowledge, wanted: readonly string[], made: Instant): EgressList {
  const groups = new Map<string, EgressPeer[]>()
  const refused = new Set<string>()
  for (const peer of peers) {
    if (refusalOf(peer, knowledge, wanted) !== undefined) {
      refused.add(peer.name)
      continue
    }
    const key = `${groupOf(peer, knowledge)} ${portOf(peer)}`
    groups.set(key, [...(groups.get(key) ?? []), peer])
  }
  const rules = new Map<string, EgressRule>()
  for (const group of groups.values())
    for (const [to, covered] of patternsOf(group, refused)) {
      const what = serviceOf(covered[0]!)
      const key = `${to} ${what.id}`
      const known = rules.get(key)
      rules.set(key, {
        to,
        services: sorted([...(known?.services ?? []), ...covered.map(portOf)]),
        what,
        processes: sorted([...(known?.processes ?? []), ...covered.map(peer => peer.process)].filter(process => process !== '')),
        conversations: (known?.conversations ?? 0) + covered.reduce((sum, peer) => sum + peer.conversations, 0),
      })
    }
  return {
    schema: 'davylamp.egress-list.1',
    made,
    wanted,
    rules: [...rules.values()].sort((a, b) => b.conversations - a.conversations || (a.to < b.to ? -1 : 1)),
  }
}

/** The peers that the list stops, each with the reason, the busiest first. What is listed or called like a pool passes by no rule. */
export function stoppedBy({ rules, wanted }: EgressList, peers: readonly EgressPeer[], knowledge: Knowledge): readonly EgressRefusal[] {
  const allowed = new Set(rules.flatMap(({ to, services }) => services.map(service => `${to} ${service}`)))
  return peers
    .flatMap((peer): readonly EgressRefusal[] => {
      const refusal = refusalOf(peer, knowledge, wanted)
      if (refusal?.why === 'listed' || refusal?.why === 'pool-like') return [{ peer, ...refusal }]
      return keysOf(peer).some(key => allowed.has(key)) ? [] : [{ peer, ...(refusal ?? { why: 'unlisted', source: '' }) }]
    })
    .sort((a, b) => b.peer.conversations - a.peer.conversations)
}

/** What the list lets pass: "tcp/443 192.0.2.1" by address, and because the name that led there is on it. */
export interface Allowed {
  readonly services: readonly string[]
  readonly named: readonly string[]
}

/** As far as its names have been seen to lead anywhere. */
export function allowedBy(list: EgressList, peers: readonly EgressPeer[], knowledge: Knowledge): Allowed {
  const byAddress = list.rules
    .filter(({ to }) => isIP(to) !== 0)
    .flatMap(({ to, services }) => services.flatMap(s => peerOf('', to, s) ?? []))
  const passing = (some: readonly EgressPeer[]): readonly string[] => {
    const stopped = new Set(stoppedBy(list, some, knowledge).map(({ peer }) => peer))
    return sorted(some.filter(peer => !stopped.has(peer)).map(peer => `${portOf(peer)} ${peer.address}`))
  }
  const [named, bare] = [peers.filter(({ name }) => name !== ''), peers.filter(({ name }) => name === '')]
  return { services: passing([...byAddress, ...bare]), named: passing(named) }
}

/** What a name that leads to this address opens. */
export function openedBy(list: EgressList, name: string, address: string, knowledge: Knowledge): readonly string[] {
  const patterns = new Set([name, ...parentsOf(name)])
  const services = sorted(list.rules.filter(({ to }) => patterns.has(to)).flatMap(rule => rule.services))
  return allowedBy(
    { ...list, rules: list.rules.filter(({ to }) => patterns.has(to)) },
    services.flatMap(s => peerOf(name, address, s) ?? []),
    knowledge,
  ).named
}

function peerOf(name: string, address: string, service: string): EgressPeer | undefined {
  const [, transport, port] = /^(tcp|udp)\/(\d{1,5})$/.exec(service) ?? []
  if (transport !== 'tcp' && transport !== 'udp') return undefined
  const never = '1970-01-01T00:00:00.000Z' as Instant
  return { process: '', name, address, transport, port: Number(port), conversations: 0, bytes: 0, first: never, last: never }
}

/** Every rule that would let the peer pass: itself, and each parent of its name. */
function keysOf(peer: EgressPeer): readonly string[] {
  const port = portOf(peer)
  return [destinationOf(peer), ...parentsOf(peer.name)].map(to => `${to} ${port}`)
}

/** "*.example.com" and "*.com" of "www.example.com". */
function parentsOf(name: string): readonly string[] {
  const labels = name.split('.')
  return labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`)
}

function destinationOf(peer: EgressPeer): string {
  return peer.name === '' ? peer.address : peer.name
}

function refusalOf(
  peer: EgressPeer,
  { lookup }: Knowledge,
  wanted: readonly string[],
): { readonly why: Refusal; readonly source: string } | undefined {
  const port = portOf(peer)
  if (wanted.some(want => keysOf(peer).includes(`${want} ${port}`) || want === peer.address)) return undefined
  const indicator = (peer.name === '' ? undefined : lookup(peer.name, peer.port)) ?? lookup(peer.address, peer.port)
  if (indicator !== undefined) return { why: 'listed', source: `${indicator.value} (${indicator.kind}, ${indicator.source})` }
  if (peer.name !== '') return isPoolLike(peer.name) ? { why: 'pool-like', source: '' } : undefined
  return serviceOf(peer).isExplained ? undefined : { why: 'nameless', source: '' }
}

/** Names that may become one rule stand in one group: those of a domain that belongs to one owner. */
function groupOf({ name, address }: EgressPeer, { shared }: Knowledge): string {
  if (name === '') return address
  const domain = getDomain(name, { allowPrivateDomains: true })
  const isShared = domain === null || shared.covers({ type: 'domain', value: domain, reference: '' }) !== undefined
  return isShared || getPublicSuffix(name, { allowPrivateDomains: true }) === domain ? name : domain
}

/** Of peers of one group and port: names to themselves, or those below their deepest common parent together, unless a refused one lies there. */
function patternsOf(group: readonly EgressPeer[], refused: ReadonlySet<string>): ReadonlyMap<string, readonly EgressPeer[]> {
  const names = new Set(group.map(({ name }) => name))
  const domain = getDomain(group[0]!.name, { allowPrivateDomains: true })
  const below = [...names].filter(name => name !== '' && name !== domain)
  const common = below.length < fewestBelow ? '' : commonParent(below)
  const parent = [...refused].some(name => name.endsWith(`.${common}`)) ? '' : common
  const patterns = new Map<string, EgressPeer[]>()
  for (const peer of group) {
    const to = parent !== '' && peer.name.endsWith(`.${parent}`) ? `*.${parent}` : destinationOf(peer)
    patterns.set(to, [...(patterns.get(to) ?? []), peer])
  }
  return patterns
}

/** The longest name that all of them lie below. */
function commonParent(names: readonly string[]): string {
  const [first = [], ...others] = names.map(name => name.split('.').reverse())
  let depth = 0
  while (depth < first.length - 1 && others.every(labels => depth < labels.length - 1 && labels[depth] === first[depth])) depth++
  return first.slice(0, depth).reverse().join('.')
}

function portOf({ transport, port }: EgressPeer): string {
  return `${transport}/${port}`
}

function sorted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort()
}
