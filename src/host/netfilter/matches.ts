// What rules look at, as instructions of nf_tables in the shape that nft itself writes, so that nft shows them as anybody knows them.
import { type Expression, type Rule, toHex } from '../../parse/netlink/expressions.ts'

export type Family = 4 | 6
export type Side = 'source' | 'destination'

export const protocol = { icmp: 1, tcp: 6, udp: 17, icmp6: 58 } as const

/** Of linux/netfilter.h and linux/netfilter/nf_tables.h. */
const nfproto = { 4: 2, 6: 10 } as const
const meta = { iif: 4, oif: 5, skuid: 10, nfproto: 15, l4proto: 16 } as const
const base = { network: 1, transport: 2 } as const
const comparison = { equal: 0, different: 1, notLess: 5, notMore: 3 } as const
const register = 1
const verdictRegister = 0
const socketCgroup = 3
const lookupInverted = 1

/** Decides nothing. */
export const count: Rule = [{ is: 'counter' }]
export const drop: Rule = [{ is: 'counter' }, { is: 'immediate', to: verdictRegister, verdict: 0 }]
export const accept: Rule = [{ is: 'counter' }, { is: 'immediate', to: verdictRegister, verdict: 1 }]

export const nfprotoKeys: readonly string[] = [hexByte(nfproto[4]), hexByte(nfproto[6])]
/** nft's own numbers of its data types; those of a chain of types stand behind each other, six bits each. */
export const keyType = { nfproto: 2, 4: 7, 6: 8, protocol: 12, service: 13 } as const
export const chained = (...types: readonly number[]): number => types.reduce((all, type) => (all << 6) | type, 0)
export const addressLength = { 4: 4, 6: 16 } as const

const load = (key: number, to = register): Expression => ({ is: 'meta', key, to })
const compare = (data: string, op: number = comparison.equal): Expression => ({ is: 'cmp', from: register, op, data })
const field = (where: number, offset: number, length: number): Expression => ({ is: 'payload', base: where, offset, length, to: register })

export function family(which: Family): Rule {
  return [load(meta.nfproto), compare(hexByte(nfproto[which]))]
}

/** Neither IPv4 nor IPv6 is in the set. */
export function familyNotIn(set: string): Rule {
  return [load(meta.nfproto), { is: 'lookup', set, from: register, flags: lookupInverted }]
}

export function addressIn(set: string, side: Side, which: Family): Rule {
  return [...addressOf(side, which), { is: 'lookup', set, from: register }]
}

function addressOf(side: Side, which: Family): Rule {
  const offset = { 4: { source: 12, destination: 16 }, 6: { source: 8, destination: 24 } }[which][side]
  return [...family(which), field(base.network, offset, addressLength[which])]
}

/** Registers behind that of an address: the kernel counts them in fours once, and by one from 8 on. */
const behind = { 4: [9, 10], 6: [2, 13] } as const

/** Where to, by which protocol, and at which port: one key. */
function serviceOf(which: Family): Rule {
  const [second, third] = behind[which]
  return [
    ...addressOf('destination', which),
    load(meta.l4proto, second),
    { is: 'payload', base: base.transport, offset: 2, length: 2, to: third },
  ]
}

export function serviceIn(set: string, which: Family): Rule {
  return [...serviceOf(which), { is: 'lookup', set, from: register }]
}

const dynsetUpdate = 1

/** Puts the key into the set, or finds it there, and counts it. Says nothing about the packet. */
const kept = (set: string): Expression => ({ is: 'dynset', set, op: dynsetUpdate, from: register, with: 'counter' })

export function keepService(set: string, which: Family, number: number): Rule {
  return [...transport(number), ...serviceOf(which), kept(set)]
}

export function keepProtocol(set: string, which: Family): Rule {
  return [...addressOf('destination', which), load(meta.l4proto, behind[which][0]), kept(set)]
}

/** IP_CT_ESTABLISHED and IP_CT_RELATED as bits of NFT_CT_STATE. */
const conntrack = { state: 0, goesOn: 2 | 4 } as const

/** Belongs to a conversation that was let through at its beginning. */
export const goesOn: Rule = [
  { is: 'ct', key: conntrack.state, to: register },
  { is: 'bitwise', from: register, to: register, length: 4, mask: hostOrder(BigInt(conntrack.goesOn), 4), xor: hostOrder(0n, 4) },
  compare(hostOrder(0n, 4), comparison.different),
]

export function transport(number: number): Rule {
  return [load(meta.l4proto), compare(hexByte(number))]
}

/** Neither of these protocols. */
export function otherThan(...numbers: readonly number[]): Rule {
  return [load(meta.l4proto), ...numbers.map(number => compare(hexByte(number), comparison.different))]
}

export function port(number: number, side: Side): Rule {
  return [field(base.transport, side === 'source' ? 0 : 2, 2), compare(number.toString(16).padStart(4, '0'))]
}

export function bothPorts(source: number, destination: number): Rule {
  const data = [source, destination].map(number => number.toString(16).padStart(4, '0')).join('')
  return [field(base.transport, 0, 4), compare(data)]
}

/** Types of ICMP or ICMPv6 from the first to the last. */
export function icmp(which: Family, first: number, last: number): Rule {
  const type = [...family(which), ...transport(which === 4 ? protocol.icmp : protocol.icmp6), field(base.transport, 0, 1)]
  if (first === last) return [...type, compare(hexByte(first))]
  return [...type, compare(hexByte(first), comparison.notLess), compare(hexByte(last), comparison.notMore)]
}

/** The loopback interface is the first of every network namespace. */
export function loopback(side: Side): Rule {
  return [load(side === 'source' ? meta.iif : meta.oif), compare(hostOrder(1n, 4))]
}

export function sentBy(uid: number): Rule {
  return [load(meta.skuid), compare(hostOrder(BigInt(uid), 4))]
}

export function openedIn(cgroup: string, depth: number): Rule {
  return [{ is: 'socket', key: socketCgroup, to: register, level: depth }, compare(hostOrder(BigInt(cgroup), 8))]
}

/** What the kernel holds as a number of its own, little-endian on every architecture served here. */
function hostOrder(value: bigint, length: number): string {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return toHex(bytes.subarray(0, length))
}

function hexByte(value: number): string {
  return toHex(Uint8Array.of(value))
}
