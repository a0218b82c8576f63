// The allow-list for outgoing conversations: who is let through, and everybody else noted down, in "block" mode dropped as well.
import type { NetworkPolicy } from '../../core/control.ts'
import type { Rule } from '../../parse/netlink/expressions.ts'
import type { Ruleset } from '../../parse/netlink/nftables.ts'
import { makeSet, serviceSets, setName } from './living-sets.ts'
import * as is from './matches.ts'
import { addressSets, armedSet, bothTransports, chain, families, matching, openLines, whenLifted } from './pieces.ts'

type Egress = Extract<NetworkPolicy, { kind: 'egress' }>

/**
 * Judged is what leaves by itself (output) and what leaves through this host (forward), by the first packets of a conversation: what was let
 * through, or came in from outside, goes on. A published port of a container is a way inwards: its address is among those `inside`.
 */
export function egressRules(name: string, { mode, endpoints, named, inside, lifelines }: Egress, seconds: number | undefined): Ruleset {
  const armed = armedSet(name, seconds)
  const open = openLines(name, lifelines)
  const within = addressSets(`${name}.inside`, inside)
  const fixed = serviceSets(name, 'fixed', endpoints)
  const begin: readonly Rule[] = [whenLifted(armed), [...is.goesOn, ...is.accept]]
  const allowed = families.flatMap(family =>
    (['fixed', 'named'] as const).map(kind => [...is.serviceIn(setName(name, kind, family), family), ...is.accept]),
  )
  const noted: readonly Rule[] = families.flatMap(family => [
    ...bothTransports.map(number => is.keepService(setName(name, 'refused', family), family, number)),
    [...is.otherThan(...bothTransports), ...is.keepProtocol(setName(name, 'refused-else', family), family)],
  ])
  const rest: readonly Rule[] = [...open.rules('destination'), ...allowed, ...noted, mode === 'block' ? is.drop : is.count]
  return {
    sets: [
      armed,
      ...open.sets,
      ...within.map(({ set }) => set),
      ...fixed,
      ...serviceSets(name, 'named', named),
      ...families.flatMap(family => (['refused', 'refused-else'] as const).map(kind => makeSet(name, kind, family))),
    ],
    chains: [
      chain(name, 'output', [...begin, ...rest]),
      chain(name, 'forward', [...begin, ...within.map(set => [...matching(set, 'destination'), ...is.accept]), ...rest]),
    ],
  }
}
