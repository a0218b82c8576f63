// The network of the running host, spoken to as the kernel speaks: policies put into force, tried, and taken back.
import type { LivingSet, Member, NetworkControl, NetworkState } from '../../core/control.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { ElementSet, Ruleset } from '../../parse/netlink/nftables.ts'
import { rawFiles } from '../raw-files.ts'
import type { Sys } from '../sys.ts'
import { compile } from './compile.ts'
import { leak, nobody, working } from './lifelines.ts'
import { elementsOf, isLiving, membersIn, setsOf } from './living-sets.ts'
import { armedElements } from './pieces.ts'
import { moveMembers, type Placed, readRuleset, readSets, renewElements, replaceRuleset } from './table.ts'

export function networkControl(sys: Sys): NetworkControl {
  const files = rawFiles(sys, 'host')
  return {
    carries: () => true,
    capture(name) {
      const found = isName(name) ?? readRuleset(sys, name)
      return found === undefined || isGap(found) ? found : { ...found }
    },
    install(name, policy, seconds) {
      return isName(name) ?? replaceRuleset(sys, name, compile(name, policy, seconds))
    },
    confirm(name) {
      return isName(name) ?? renewElements(sys, `${name}.armed`, armedElements())
    },
    restore(name, was) {
      return isName(name) ?? replaceRuleset(sys, name, was === undefined ? undefined : rulesetOf(was))
    },
    holds(name, policy) {
      const found = isName(name) ?? readRuleset(sys, name)
      if (isGap(found)) return found
      if (found === undefined) return gap(name, 'absent', 'is not in force')
      const same = canonical(found) === canonical(compile(name, policy))
      return same ? undefined : gap(name, 'tampered', 'is in force only in part, or for a time')
    },
    working: lifelines => working(sys, files, lifelines),
    leak: policy => leak(sys, policy),
    enrol(name, set, members) {
      const placed = isName(name) ?? placedOf(name, set, members)
      return isGap(placed) ? placed : moveMembers(sys, placed, placed)
    },
    dismiss(name, set, members) {
      const placed = isName(name) ?? placedOf(name, set, members)
      return isGap(placed) ? placed : moveMembers(sys, placed, [])
    },
    members(name, set) {
      const sets = isName(name) ?? readSets(sys, setsOf(name, set))
      if (isGap(sets)) return sets
      // Those that were tried by ourselves are nobody's.
      return sets.flatMap(membersIn).filter(({ address }) => set !== 'refused' || !nobody.some(own => own === address))
    },
  }
}

function placedOf(name: string, set: LivingSet, members: readonly Member[]): readonly Placed[] | Gap {
  const placed = new Map<string, Placed>()
  for (const member of members) {
    const one = elementsOf(name, set, member)
    if (one === undefined) return gap(member.address, 'malformed', 'cannot be a member')
    placed.set(`${one.set} ${one.elements[0]?.key}`, one)
  }
  return [...placed.values()]
}

/** A Gap when it is none. */
export function isName(name: string): Gap | undefined {
  return /^[A-Za-z][\w-]{0,99}$/.test(name) ? undefined : gap(name, 'malformed', 'is no name of a policy')
}

function rulesetOf({ sets, chains }: NetworkState): Ruleset {
  return { sets: sets as Ruleset['sets'], chains: chains as Ruleset['chains'] }
}

/** The order of sets, of chains and of elements means nothing, that of rules does. */
function canonical({ sets, chains }: Ruleset): string {
  const element = (e: ElementSet['elements'][number]): string => JSON.stringify([e.key, e.isEnd === true, e.timeout ?? 0])
  const set = ({ name, flags, keyType, keyLength, most = 0, lasting = 0, elements }: ElementSet): string =>
    JSON.stringify([name, flags, keyType, keyLength, most, lasting, isLiving(name) ? [] : elements.map(element).toSorted()])
  const rule = (r: Ruleset['chains'][number]['rules'][number]): unknown =>
    r.map(e => Object.entries(e).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify([
    sets.map(set).toSorted(),
    chains.map(c => JSON.stringify([c.name, c.hook, c.priority, c.rules.map(rule)])).toSorted(),
  ])
}
