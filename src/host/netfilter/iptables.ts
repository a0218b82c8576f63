// The network of a running host whose kernel has no nf_tables: addresses and accounts blocked by the legacy iptables programs, the rest refused.

import { textOf } from '../../core/bytes.ts'
import type { NetworkControl, NetworkPolicy, NetworkState } from '../../core/control.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import { parseXtables, type XtablesRules, xtablesLine } from '../../parse/xtables.ts'
import { rawFiles } from '../raw-files.ts'
import type { Sys } from '../sys.ts'
import { type Family, openIptables, table, trustedFolders } from './iptables-program.ts'
import { type Carried, compileRules, isInForce, nothing, ownPart, replacement } from './iptables-rules.ts'
import { leak, working } from './lifelines.ts'
import { isName } from './network-control.ts'

const families = [4, 6] as const
/** Names of the tables that this network has been given: looking there loads no module and makes no table. */
const tableNames = { 4: '/proc/net/ip_tables_names', 6: '/proc/net/ip6_tables_names' } as const
const interfaces6 = '/proc/net/if_inet6'
/** Somebody else may change the rules between our look and our change. */
const mostTries = 3

type State = Readonly<Record<Family, XtablesRules>>

/** `folders`: where programs are looked for. */
export function iptablesControl(sys: Sys, folders: readonly string[] = trustedFolders): NetworkControl {
  const files = rawFiles(sys, 'host')

  const read = (family: Family): XtablesRules | Gap => {
    const known = files.read(tableNames[family])
    if (isGap(known)) return known.why === 'absent' ? nothing : known
    if (!textOf(known.bytes).split('\n').includes(table)) return nothing
    const tool = openIptables(files, family, folders)
    return isGap(tool) ? tool : tool.list()
  }
  const readBoth = (): State | Gap => {
    const four = read(4)
    const six = isGap(four) ? four : read(6)
    return isGap(four) ? four : isGap(six) ? six : { 4: four, 6: six }
  }
  const replaceIn = (family: Family, name: string, wanted: XtablesRules): Gap | undefined => {
    for (let tries = 1; ; tries++) {
      const listing = read(family)
      if (isGap(listing)) return listing
      const lines = replacement(name, listing, wanted)
      if (lines.length === 0) return undefined
      const tool = openIptables(files, family, folders)
      const failed = isGap(tool) ? tool : tool.commit(lines)
      if (failed === undefined || failed.why !== 'malformed' || tries === mostTries) return failed
    }
  }
  /** Each family is one step of its own: what was done to the first is taken back when the second is refused. */
  const replace = (name: string, wanted: State): Gap | undefined => {
    const before = readBoth()
    if (isGap(before)) return before
    const failed4 = replaceIn(4, name, wanted[4])
    const failed6 = failed4 === undefined ? replaceIn(6, name, wanted[6]) : undefined
    if (failed6 !== undefined) replaceIn(4, name, ownPart(name, before[4]))
    return failed4 ?? failed6
  }
  const wantedBy = (name: string, policy: NetworkPolicy): State | Gap => {
    if (!isCarried(policy)) return gap(name, 'unsupported', policy.kind === 'host' ? noIsolation : onlyThose)
    // Where IPv6 is not spoken, nobody sends it, and its tables may be missing.
    const speaks6 = !isGap(files.stat(interfaces6))
    return { 4: compileRules(name, policy, 4), 6: speaks6 ? compileRules(name, policy, 6) : nothing }
  }

  return {
    carries: kind => kind === 'addresses' || kind === 'uid',
    capture(name) {
      const found = isName(name) ?? readBoth()
      if (isGap(found)) return found
      const own = families.map(family => linesOf(ownPart(name, found[family])))
      return own.every(lines => lines.length === 0) ? undefined : { v4: own[0], v6: own[1] }
    },
    install(name, policy, seconds) {
      const wanted = isName(name) ?? wantedBy(name, policy)
      if (isGap(wanted)) return wanted
      return seconds === undefined ? replace(name, wanted) : gap(name, 'unsupported', noTimer)
    },
    confirm: name => gap(name, 'unsupported', noTimer),
    restore(name, was) {
      return isName(name) ?? replace(name, { 4: rulesIn(name, was, 'v4'), 6: rulesIn(name, was, 'v6') })
    },
    holds(name, policy) {
      const found = isName(name) ?? readBoth()
      const wanted = isGap(found) ? found : wantedBy(name, policy)
      if (isGap(found) || isGap(wanted)) return isGap(found) ? found : (wanted as Gap)
      if (families.every(family => isInForce(name, found[family], wanted[family]))) return undefined
      const isThere = families.some(family => ownPart(name, found[family]).chains.length > 0)
      return isThere ? gap(name, 'tampered', 'is in force only in part, or for a time') : gap(name, 'absent', 'is not in force')
    },
    working: lifelines => working(sys, files, lifelines),
    leak: policy => leak(sys, policy),
    enrol: name => gap(name, 'unsupported', noMembers),
    dismiss: name => gap(name, 'unsupported', noMembers),
    members: name => gap(name, 'unsupported', noMembers),
  }
}

const noTimer = 'iptables cannot lift a block by itself after a time'
const noMembers = 'iptables has no sets whose members go by themselves'
const noIsolation = 'iptables cannot isolate a host and let go by itself; cut it off at the switch or the cloud firewall instead'
const onlyThose = 'iptables can safely block only addresses and accounts; block those instead'

function isCarried(policy: NetworkPolicy): policy is Carried {
  return policy.kind === 'addresses' || policy.kind === 'uid'
}

function linesOf({ chains, rules }: XtablesRules): readonly string[] {
  return [...chains.map(chain => xtablesLine('-N', chain)), ...rules.map(r => xtablesLine('-A', r.chain, r.words))]
}

/** Read like a listing: only what belongs to the policy can come back from a journal. */
function rulesIn(name: string, was: NetworkState | undefined, key: 'v4' | 'v6'): XtablesRules {
  const lines = was?.[key]
  return Array.isArray(lines) ? ownPart(name, parseXtables(lines.join('\n'))) : nothing
}
