// The sets of a policy whose members come and go while it is in force: how they are made, and members as elements and back.
import { addressAfter, addressBytes, addressRange, compareAddresses } from '../../core/address.ts'
import type { LivingSet, Member } from '../../core/control.ts'
import { fromHex, toHex } from '../../parse/netlink/expressions.ts'
import { type ElementSet, type Ruleset, type SetElement, setFlag } from '../../parse/netlink/nftables.ts'
import { ipv6Text } from '../../parse/proc/net-address.ts'
import * as is from './matches.ts'
import { bothWays, families } from './pieces.ts'

/** So many refused services are kept, each for so long after it was last wanted (milliseconds). */
const mostRefused = 65_535
const refusedLasting = 30 * 86_400_000

const kinds = {
  banned: { flags: setFlag.interval | setFlag.timeout, types: [], limits: {} },
  fixed: { flags: 0, types: [is.keyType.protocol, is.keyType.service], limits: {} },
  named: { flags: setFlag.timeout, types: [is.keyType.protocol, is.keyType.service], limits: {} },
  refused: {
    flags: setFlag.timeout | setFlag.dynamic,
    types: [is.keyType.protocol, is.keyType.service],
    limits: { most: mostRefused, lasting: refusedLasting },
  },
  'refused-else': {
    flags: setFlag.timeout | setFlag.dynamic,
    types: [is.keyType.protocol],
    limits: { most: mostRefused, lasting: refusedLasting },
  },
} as const
type Kind = keyof typeof kinds
const living: readonly string[] = Object.keys(kinds).filter(kind => kind !== 'fixed')

export const setName = (name: string, kind: Kind, family: is.Family): string => `${name}.${kind}.v${family}`

/** Whether members of this set come and go. */
export function isLiving(set: string): boolean {
  return living.includes(set.split('.')[1] ?? '')
}

/** The names of the sets that make up a living set. */
export function setsOf(name: string, set: LivingSet): readonly string[] {
  const parts: readonly Kind[] = set === 'refused' ? ['refused', 'refused-else'] : [set]
  return parts.flatMap(kind => families.map(family => setName(name, kind, family)))
}

export function makeSet(name: string, kind: Kind, family: is.Family, elements: readonly SetElement[] = []): ElementSet {
  const { flags, types, limits } = kinds[kind]
  return {
    name: setName(name, kind, family),
    flags,
    keyType: is.chained(is.keyType[family], ...types),
    keyLength: is.addressLength[family] + 4 * types.length,
    ...limits,
    elements,
  }
}

/** Nothing to or from those in the set "banned". */
export function memberRules(name: string): Ruleset {
  return {
    sets: families.map(family => makeSet(name, 'banned', family)),
    chains: bothWays(name, (...sides) =>
      sides.flatMap(side => families.map(family => [...is.addressIn(setName(name, 'banned', family), side, family), ...is.drop])),
    ),
  }
}

const protocolNames: Readonly<Record<string, number>> = {
  tcp: is.protocol.tcp,
  udp: is.protocol.udp,
  icmp: is.protocol.icmp,
  icmp6: is.protocol.icmp6,
}

/** The key of a service; undefined when it is none. */
function serviceKey({ address, transport, port }: Member): { readonly family: is.Family; readonly key: string } | undefined {
  const first = addressBytes(address)
  if (first === undefined || (transport !== 'tcp' && transport !== 'udp') || port === undefined) return undefined
  const word = (...bytes: readonly number[]): string => toHex(Uint8Array.from([...bytes, 0, 0, 0].slice(0, 4)))
  return { family: familyOf(first), key: toHex(first) + word(is.protocol[transport]) + word(port >> 8, port & 255) }
}

/** A set for each family with these services in it. */
export function serviceSets(name: string, kind: 'fixed' | 'named', services: readonly Member[]): readonly ElementSet[] {
  const placed = services.flatMap(service => elementsOf(name, kind, service) ?? [])
  return families.map(family => {
    const own = placed.filter(({ set }) => set === setName(name, kind, family)).flatMap(({ elements }) => elements)
    return makeSet(name, kind, family, [...new Map(own.map(element => [element.key, element])).values()])
  })
}

const familyOf = (address: Uint8Array): is.Family => (address.length === 4 ? 4 : 6)

/** What stands for a member in its set, the one that may have a time first; undefined when it cannot be in it. */
export function elementsOf(
  name: string,
  set: LivingSet | 'fixed',
  member: Member,
): { readonly set: string; readonly elements: readonly SetElement[] } | undefined {
  const time = member.seconds === undefined ? {} : { timeout: Math.round(member.seconds * 1000) }
  if (set !== 'banned') {
    const found = serviceKey(member)
    return found && { set: setName(name, set, found.family), elements: [{ key: found.key, ...time }] }
  }
  const range = addressRange(member.address)
  if (range === undefined) return undefined
  const end = addressAfter(range.last)
  return {
    set: setName(name, set, familyOf(range.first)),
    elements: [{ key: toHex(range.first), ...time }, ...(end === undefined ? [] : [{ key: toHex(end), isEnd: true }])],
  }
}

/** Members that the elements of such a set stand for. */
export function membersIn({ elements, keyLength }: ElementSet): readonly Member[] {
  const length = keyLength >= is.addressLength[6] ? is.addressLength[6] : is.addressLength[4]
  const isRange = keyLength === length
  const ends = elements.flatMap(({ key, isEnd }) => (isEnd === true ? [fromHex(key)] : [])).toSorted(compareAddresses)
  const starts = elements.filter(e => e.isEnd !== true).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  let next = 0
  return starts.map(({ key, left, packets }) => {
    const bytes = fromHex(key)
    const first = bytes.subarray(0, length)
    while (isRange && next < ends.length && compareAddresses(ends[next]!, first) <= 0) next++
    return {
      address: isRange ? networkText(first, ends[next]) : addressText(first),
      ...(isRange ? {} : serviceIn(bytes.subarray(length))),
      ...(left !== undefined && { seconds: Math.ceil(left / 1000) }),
      ...(packets !== undefined && { packets }),
    }
  })
}

function serviceIn(bytes: Uint8Array): Pick<Member, 'transport' | 'port'> {
  const number = bytes[0] ?? 0
  const transport = Object.keys(protocolNames).find(known => protocolNames[known] === number) ?? String(number)
  return { transport, ...(bytes.length >= 8 && { port: ((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0) }) }
}

/** A network is as many addresses as lie before `end`, a power of two; without an end before its first it reaches to the last address. */
function networkText(first: Uint8Array, end: Uint8Array = new Uint8Array(first.length)): string {
  let bits = 0
  let borrowed = 0
  for (let at = first.length - 1; at >= 0; at--) {
    const difference = (end[at]! - first[at]! - borrowed) & 255
    borrowed = end[at]! - first[at]! - borrowed < 0 ? 1 : 0
    if (difference !== 0) bits = at * 8 + Math.clz32(difference) - 23
  }
  return bits === first.length * 8 ? addressText(first) : `${addressText(first)}/${bits}`
}

function addressText(bytes: Uint8Array): string {
  return bytes.length === 4 ? bytes.join('.') : ipv6Text([...bytes])
}
