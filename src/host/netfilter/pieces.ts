// What the rules of several policies are made of: chains, sets of addresses, the way out of a policy that lifts itself, and what stays open.
import { addressAfter, addressRange, mergedRanges } from '../../core/address.ts'
import type { Lifelines } from '../../core/control.ts'
import { type Rule, toHex } from '../../parse/netlink/expressions.ts'
import { type ElementSet, type Hook, type Ruleset, type SetElement, setFlag } from '../../parse/netlink/nftables.ts'
import * as is from './matches.ts'

/**
 * Behind connection tracking and before address translation (NF_IP_PRI_MANGLE): addresses are those that the programs themselves see, and
 * whatever filters at the usual places comes later.
 */
const priority = -150
export const families = [4, 6] as const
export const bothTransports = [is.protocol.tcp, is.protocol.udp] as const
const [dns, ntp] = [53, 123] as const
const dhcp = [
  { family: 4, server: 67, client: 68 },
  { family: 6, server: 547, client: 546 },
] as const
/** RFC 4861 and 4890: neighbour discovery and multicast listeners both ways; errors, which path MTU discovery needs, only inwards. */
const neighbours = [
  [130, 136],
  [143, 143],
] as const
const errors6 = [1, 4] as const
const unreachable4 = 3

export function chain(name: string, hook: Hook, rules: readonly Rule[]): Ruleset['chains'][number] {
  return { name: `${name}.${hook}`, hook, priority, rules }
}

export function bothWays(name: string, rules: (...sides: readonly is.Side[]) => readonly Rule[]): Ruleset['chains'] {
  return [
    chain(name, 'input', rules('source')),
    chain(name, 'forward', rules('source', 'destination')),
    chain(name, 'output', rules('destination')),
  ]
}

export function armedSet(name: string, seconds: number | undefined): ElementSet {
  return { name: `${name}.armed`, flags: setFlag.timeout, keyType: is.keyType.nfproto, keyLength: 1, elements: armedElements(seconds) }
}

export const whenLifted = ({ name }: ElementSet): Rule => [...is.familyNotIn(name), ...is.accept]

/** What stays open whatever is forbidden. `remote` is where the other end stands in a packet of this direction. */
export function openLines(
  name: string,
  lifelines: Lifelines,
): { readonly sets: readonly ElementSet[]; readonly rules: (remote: is.Side) => readonly Rule[] } {
  const operators = addressSets(`${name}.operators`, lifelines.operators)
  const management = addressSets(`${name}.management`, lifelines.management)
  const resolvers = addressSets(`${name}.resolvers`, lifelines.resolvers)
  const rules = (remote: is.Side): readonly Rule[] => {
    const local = remote === 'source' ? 'destination' : 'source'
    const endsOf = ({ server, client }: (typeof dhcp)[number]): Rule =>
      remote === 'source' ? is.bothPorts(server, client) : is.bothPorts(client, server)
    const open: readonly Rule[] = [
      is.loopback(remote),
      ...management.map(set => matching(set, remote)),
      ...operators.flatMap(set =>
        lifelines.ports.map(port => [...matching(set, remote), ...is.transport(is.protocol.tcp), ...is.port(port, local)]),
      ),
      ...resolvers.flatMap(set => bothTransports.map(p => [...matching(set, remote), ...is.transport(p), ...is.port(dns, remote)])),
      ...dhcp.map(d => [...is.family(d.family), ...is.transport(is.protocol.udp), ...endsOf(d)]),
      [...is.transport(is.protocol.udp), ...is.port(ntp, remote)],
      ...neighbours.map(([first, last]) => is.icmp(6, first, last)),
    ]
    const inwards: readonly Rule[] = [is.icmp(6, ...errors6), is.icmp(4, unreachable4, unreachable4)]
    const allowed = remote === 'source' ? [...open, ...inwards] : open
    return allowed.map(rule => [...rule, ...is.accept])
  }
  return { sets: [...operators, ...management, ...resolvers].map(s => s.set), rules }
}

/** As long as these are in their set, the host is cut off; the kernel takes them out when their time is over. */
export function armedElements(seconds?: number): readonly SetElement[] {
  return is.nfprotoKeys.map(key => ({ key, ...(seconds !== undefined && { timeout: seconds * 1000 }) }))
}

export interface AddressSet {
  readonly family: is.Family
  readonly set: ElementSet
}

export function matching({ set, family }: AddressSet, side: is.Side): Rule {
  return is.addressIn(set.name, side, family)
}

/** One for each family that occurs; what is no address is nobody's. */
export function addressSets(name: string, addresses: readonly string[]): readonly AddressSet[] {
  const given = addresses.map(addressRange).filter(range => range !== undefined)
  return families.flatMap(family => {
    const own = mergedRanges(given.filter(({ first }) => first.length === is.addressLength[family]))
    if (own.length === 0) return []
    // Before the first range nothing matches, and nft says so.
    const zero = toHex(new Uint8Array(is.addressLength[family]))
    const before = toHex(own[0]!.first) === zero ? [] : [{ key: zero, isEnd: true }]
    const ranges = own.flatMap(({ first, last }) => {
      const end = addressAfter(last)
      return [{ key: toHex(first) }, ...(end === undefined ? [] : [{ key: toHex(end), isEnd: true }])]
    })
    const elements = [...before, ...ranges]
    const set = {
      name: `${name}.v${family}`,
      flags: setFlag.interval,
      keyType: is.keyType[family],
      keyLength: is.addressLength[family],
      elements,
    }
    return [{ family, set }]
  })
}
