// Policies as rules of iptables, in chains of their own: what is to stand, what of a listing is ours, and the lines that make one of the other.
import { addressBytes, addressRange } from '../../core/address.ts'
import type { NetworkPolicy } from '../../core/control.ts'
import { shortDigest } from '../../core/digest.ts'
import { ipv6Text } from '../../parse/proc/net-address.ts'
import { targetOf, type XtablesRule, type XtablesRules, xtablesLine } from '../../parse/xtables.ts'
import type { Family } from './iptables-program.ts'

export type Carried = Extract<NetworkPolicy, { readonly kind: 'addresses' | 'uid' }>

const hooks = { INPUT: 'in', FORWARD: 'fwd', OUTPUT: 'out' } as const
type Hook = keyof typeof hooks
const hookNames = Object.keys(hooks) as Hook[]
const matchedAt: Readonly<Record<Hook, readonly ('-s' | '-d')[]>> = { INPUT: ['-s'], FORWARD: ['-s', '-d'], OUTPUT: ['-d'] }
const portOf = { '-s': '--sport', '-d': '--dport' } as const
const drop = ['-j', 'DROP'] as const

export const nothing: XtablesRules = { chains: [], rules: [] }

/** A chain may have 28 letters and no more, a policy's name a hundred: the whole name is in the comment of the jump. */
function chainOf(name: string, hook: Hook): string {
  return `davylamp-${shortDigest(name)}-${hooks[hook]}`
}

/** What is to stand in one address family; nothing where the policy has nothing to do with it. */
export function compileRules(name: string, policy: Carried, family: Family): XtablesRules {
  const filled = hookNames.flatMap(hook => {
    const rules = policy.kind === 'addresses' ? addressRules(policy.endpoints, family, hook) : uidRules(policy.uid, hook)
    return rules.length === 0 ? [] : [{ hook, chain: chainOf(name, hook), rules }]
  })
  const jumps = filled.map(({ hook, chain }) => ({
    chain: hook,
    words: ['-m', 'comment', '--comment', `davylamp-${name}`, '-j', chain],
  }))
  return {
    chains: filled.map(f => f.chain),
    rules: [...jumps, ...filled.flatMap(({ chain, rules }) => rules.map(words => ({ chain, words })))],
  }
}

function uidRules(uid: number, hook: Hook): readonly (readonly string[])[] {
  return hook === 'OUTPUT' ? [['-m', 'owner', '--uid-owner', String(uid), ...drop]] : []
}

function addressRules(
  endpoints: Extract<Carried, { kind: 'addresses' }>['endpoints'],
  family: Family,
  hook: Hook,
): readonly (readonly string[])[] {
  const rules = endpoints.flatMap(({ address, port }) => {
    if (addressRange(address)?.first.length !== (family === 4 ? 4 : 16)) return []
    return matchedAt[hook].flatMap(side => {
      const network = networkText(address)
      // Everything needs no word, and `-S` shows none.
      const match = network.endsWith('/0') ? [] : [side, network]
      if (port === undefined) return [[...match, ...drop]]
      return ['tcp', 'udp'].map(p => [...match, '-p', p, '-m', p, portOf[side], String(port), ...drop])
    })
  })
  return [...new Map(rules.map(words => [words.join(' '), words])).values()]
}

/** One spelling for each network, always with its length; what is none stays as it is. */
function networkText(text: string): string {
  const [address = '', bits] = text.split('/')
  const first = addressRange(text)?.first
  if (first === undefined || addressBytes(address) === undefined) return text
  return `${first.length === 4 ? first.join('.') : ipv6Text([...first])}/${bits ?? first.length * 8}`
}

/** The chains of the policy, what is in them, and every rule that leads there, whoever wrote it. */
export function ownPart(name: string, { chains, rules }: XtablesRules): XtablesRules {
  const own = new Set(hookNames.map(hook => chainOf(name, hook)))
  return {
    chains: chains.filter(chain => own.has(chain)),
    rules: rules.filter(rule => own.has(rule.chain) || own.has(targetOf(rule) ?? '')),
  }
}

/** What iptables-restore is told so that `wanted` stands in place of what stands now, our jumps before everybody else's rules. */
export function replacement(name: string, listing: XtablesRules, wanted: XtablesRules): readonly string[] {
  const own = ownPart(name, listing)
  const isJump = ({ chain }: XtablesRule): boolean => hookNames.includes(chain as Hook)
  return [
    ...own.rules.filter(r => !own.chains.includes(r.chain)).map(r => xtablesLine('-D', r.chain, r.words)),
    ...own.chains.map(chain => xtablesLine('-F', chain)),
    ...own.chains.map(chain => xtablesLine('-X', chain)),
    ...wanted.chains.map(chain => xtablesLine('-N', chain)),
    ...wanted.rules.filter(r => wanted.chains.includes(r.chain)).map(r => xtablesLine('-A', r.chain, r.words)),
    ...wanted.rules
      .filter(isJump)
      .toReversed()
      .map(r => xtablesLine('-I', r.chain, r.words)),
  ]
}

/** Whether exactly this stands, and nothing before its jumps could let a packet past. */
export function isInForce(name: string, listing: XtablesRules, wanted: XtablesRules): boolean {
  const own = ownPart(name, listing)
  if (canonical(own) !== canonical(wanted)) return false
  const dropsOnly = (rule: XtablesRule): boolean => {
    const target = targetOf(rule) ?? ''
    return target === 'DROP' || (listing.chains.includes(target) && listing.rules.every(r => r.chain !== target || targetOf(r) === 'DROP'))
  }
  return hookNames.every(hook => {
    const inHook = listing.rules.filter(r => r.chain === hook)
    return inHook.slice(0, inHook.findIndex(r => own.rules.includes(r)) + 1).every(dropsOnly)
  })
}

/** The order of rules means something in a chain only. */
function canonical({ chains, rules }: XtablesRules): string {
  const spelt = ({ words }: XtablesRule): readonly string[] =>
    words.map((w, i) => (words[i - 1] === '-s' || words[i - 1] === '-d' ? networkText(w) : w))
  const byChain = [...Map.groupBy(rules, r => r.chain)].map(([chain, list]) => JSON.stringify([chain, list.map(spelt)]))
  return JSON.stringify([chains.toSorted(), byChain.toSorted()])
}
