// From a policy to the sets, chains and rules that carry it out: plain data, one function for each kind of policy.
import type { Endpoint, Lifelines, NetworkPolicy } from '../../core/control.ts'
import type { Rule } from '../../parse/netlink/expressions.ts'
import type { Hook, Ruleset } from '../../parse/netlink/nftables.ts'
import { egressRules } from './egress-rules.ts'
import { memberRules } from './living-sets.ts'
import * as is from './matches.ts'
import { addressSets, armedSet, bothTransports, bothWays, chain, matching, openLines, whenLifted } from './pieces.ts'

/** `name` begins the names of everything; with `seconds` a policy for the host or for egress lifts itself. */
export function compile(name: string, policy: NetworkPolicy, seconds?: number): Ruleset {
  if (policy.kind === 'addresses') return addressRules(name, policy.endpoints)
  if (policy.kind === 'members') return memberRules(name)
  if (policy.kind === 'egress') return egressRules(name, policy, seconds)
  if (policy.kind === 'host') return hostRules(name, policy.lifelines, seconds)
  if (policy.kind === 'uid') return { sets: [], chains: [chain(name, 'output', [[...is.sentBy(policy.uid), ...is.drop]])] }
  const rule = [...is.openedIn(policy.id, policy.depth), ...is.drop]
  return { sets: [], chains: [chain(name, 'input', [rule]), chain(name, 'output', [rule])] }
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
  return {
    sets: groups.flatMap(g => g.sets),
    chains: bothWays(name, (...sides) => groups.flatMap(g => sides.flatMap(side => g.rules(side)))),
  }
}

function hostRules(name: string, lifelines: Lifelines, seconds: number | undefined): Ruleset {
  const armed = armedSet(name, seconds)
  const lifted = whenLifted(armed)
  const { sets, rules } = openLines(name, lifelines)
  const chainOf = (hook: Hook, open: readonly Rule[]): Ruleset['chains'][number] => chain(name, hook, [lifted, ...open, is.drop])
  return {
    sets: [armed, ...sets],
    chains: [chainOf('input', rules('source')), chainOf('forward', []), chainOf('output', rules('destination'))],
  }
}
