// From a policy to the sets, chains and rules that carry it out: plain data, one function for each kind of policy.

import { addressAfter, addressRange, mergedRanges } from '../../core/address.ts'
import type { Endpoint, Lifelines, NetworkPolicy } from '../../core/control.ts'
import { type Rule, toHex } from '../../parse/netlink/expressions.ts'
import { type ElementSet, type Hook, type Ruleset, type SetElement, setFlag } from '../../parse/netlink/nftables.ts'
import * as is from './matches.ts'

/**
 * Behind connection tracking and before address translation (NF_IP_PRI_MANGLE): addresses are those that the programs themselves see, and
 * whatever filters at the usual places comes later.
 */
const priority = -150
const families = [4, 6] as const
const bothTransports = [is.protocol.tcp, is.protocol.udp] as const
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

/** `name` begins the names of everything; with `seconds` a policy for the host lifts itself. */
export function compile(name: string, policy: NetworkPolicy, seconds?: number): Ruleset {
  if (policy.kind === 'addresses') return addressRules(name, policy.endpoints)
  if (policy.kind === 'host') return hostRules(name, policy.lifelines, seconds)
  if (policy.kind === 'uid') return { sets: [], chains: [chain(name, 'output', [[...is.sentBy(policy.uid), ...is.drop]])] }
  const rule = [...is.openedIn(policy.id, policy.depth), ...is.drop]
  return { sets: [], chains: [chain(name, 'input', [rule]), chain(name, 'output', [rule])] }
}

function chain(name: string, hook: Hook, rules: readonly Rule[]): Ruleset['chains'][number] {
  return { name: `${name}.${hook}`, hook, priority, rules }
}

/** Endpoints with the same port share the sets. */
function addressRules(name: string, endpoints: readonly Endpoint[]): Ruleset {
  const groups = [...Map.groupBy(endpoints, e => e.port)].map(([port, list]) => {
    const sets = addressSets(
      `${name}.${port === undefined ? 'any' : port}`,
      list.map(e => e.address),
    )
    const rules = (side: is.Side): readonly Rule[] =>
      sets.flatMap(set =>
        port === undefined
          ? [[...matching(set, side), ...is.drop]]
          : bothTransports.map(p => [...matching(set, side), ...is.transport(p), ...is.port(port, side), ...is.drop]),
      )
    return { sets: sets.map(s => s.set), rules }
  })
  const all = (...sides: readonly is.Side[]): readonly Rule[] => groups.flatMap(g => sides.flatMap(side => g.rules(side)))
  return {
    sets: groups.flatMap(g => g.sets),
    chains: [
      chain(name, 'input', all('source')),
      chain(name, 'forward', all('source', 'destination')),
      chain(name, 'output', all('destination')),
    ],
  }
}

function hostRules(name: string, lifelines: Lifelines, seconds: number | undefined): Ruleset {
  const armed: ElementSet = {
    name: `${name}.armed`,
    flags: setFlag.timeout,
    keyType: is.keyType.nfproto,
    keyLength: 1,
    elements: armedElements(seconds),
  }
  const operators = addressSets(`${name}.operators`, lifelines.operators)
  const management = addressSets(`${name}.management`, lifelines.management)
  const resolvers = addressSets(`${name}.resolvers`, lifelines.resolvers)
  const lifted: Rule = [...is.familyNotIn(armed.name), ...is.accept]
  /** `remote` is where the other end stands in a packet of this direction. */
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
    return [lifted, ...allowed.map(rule => [...rule, ...is.accept]), is.drop]
  }
  return {
    sets: [armed, ...[...operators, ...management, ...resolvers].map(s => s.set)],
    chains: [chain(name, 'input', rules('source')), chain(name, 'forward', [lifted, is.drop]), chain(name, 'output', rules('destination'))],
  }
}

/** As long as these are in their set, the host is cut off; the kernel takes them out when their time is over. */
export function armedElements(seconds?: number): readonly SetElement[] {
  return is.nfprotoKeys.map(key => ({ key, ...(seconds !== undefined && { timeout: seconds * 1000 }) }))
}

interface AddressSet {
  readonly family: is.Family
  readonly set: ElementSet
}

function matching({ set, family }: AddressSet, side: is.Side): Rule {
  return is.addressIn(set.name, side, family)
}

/** One for each family that occurs; what is no address is nobody's. */
function addressSets(name: string, addresses: readonly string[]): readonly AddressSet[] {
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
