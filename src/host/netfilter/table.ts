// The one table that is davylamp's own, `inet davylamp`: what stands in it under a name is read, replaced or taken away in one atomic batch.
import { type Gap, gap, isGap } from '../../core/gap.ts'
import * as nf from '../../parse/netlink/nftables.ts'
import { errno, type Sys } from '../sys.ts'
import { type Netlink, refused, withNetlink } from './netlink-socket.ts'

export const tableName = 'davylamp'
const mostTries = 5

/** Chains and sets of a policy begin with its name and a dot. */
const isOf = (name: string, what: { readonly name: string }): boolean => what.name.startsWith(`${name}.`)

/** What stands under the name; undefined when nothing does. */
export function readRuleset(sys: Sys, name: string): nf.Ruleset | undefined | Gap {
  return withNetlink(sys, netlink => {
    const all = readTable(netlink)
    if (isGap(all)) return all
    const own = { sets: all.sets.filter(s => isOf(name, s)), chains: all.chains.filter(c => isOf(name, c)) }
    return own.sets.length + own.chains.length === 0 ? undefined : own
  })
}

/** Puts the ruleset there in place of what stands under the name; undefined takes it away, and the table with the last one. */
export function replaceRuleset(sys: Sys, name: string, ruleset: nf.Ruleset | undefined): Gap | undefined {
  return change(sys, all => {
    const own = { sets: all.sets.filter(s => isOf(name, s)), chains: all.chains.filter(c => isOf(name, c)) }
    const count = own.sets.length + own.chains.length
    if (ruleset === undefined && count === 0) return []
    if (ruleset === undefined && count === all.sets.length + all.chains.length) return [nf.deleteTable(tableName)]
    return [
      nf.addTable(tableName),
      ...own.chains.map(c => nf.deleteRules(tableName, c.name)),
      ...own.chains.map(c => nf.deleteChain(tableName, c.name)),
      ...own.sets.map(s => nf.deleteSet(tableName, s.name)),
      ...(ruleset === undefined ? [] : nf.addRuleset(tableName, ruleset)),
    ]
  })
}

/** Changes what is in the table now; tried again when somebody else changed the rules meanwhile. */
function change(sys: Sys, ordersFor: (all: nf.Ruleset) => readonly nf.Order[] | Gap): Gap | undefined {
  return withNetlink<undefined>(sys, netlink => {
    for (let tries = 1; ; tries++) {
      const generation = generationOf(netlink)
      const all = isGap(generation) ? generation : readTable(netlink)
      if (isGap(generation) || isGap(all)) return isGap(all) ? all : undefined
      const orders = ordersFor(all)
      if (isGap(orders)) return orders
      if (orders.length === 0) return undefined
      const done = netlink.perform(nf.batch(orders, generation))
      if (done >= 0) return undefined
      if (-done !== errno.ERESTART || tries === mostTries) return refused(-done)
    }
  })
}

/** Gives the elements of a set another time to live, all of them at once; a Gap 'absent' when one of them has left it already. */
export function renewElements(sys: Sys, set: string, elements: readonly nf.SetElement[]): Gap | undefined {
  const lapsed = gap(set, 'absent', 'has lifted itself')
  const changed = change(sys, all => {
    const orders = [nf.deleteElements(tableName, set, elements), nf.addElements(tableName, set, elements)].flat()
    return all.sets.some(s => s.name === set) ? orders : lapsed
  })
  return changed?.why === 'absent' ? lapsed : changed
}

function generationOf(netlink: Netlink): number | Gap {
  const answer = netlink.ask(nf.askGeneration())
  if (isGap(answer)) return answer
  return answer.map(nf.readGeneration).find(g => g !== undefined) ?? gap('nf_tables', 'malformed', 'tells no generation')
}

function readTable(netlink: Netlink): nf.Ruleset | Gap {
  const chainRows = netlink.ask(nf.listChains())
  const ruleRows = isGap(chainRows) ? chainRows : netlink.ask(nf.listRules(tableName))
  const setRows = isGap(ruleRows) ? ruleRows : netlink.ask(nf.listSets(tableName))
  if (isGap(chainRows) || isGap(ruleRows) || isGap(setRows)) return [chainRows, ruleRows, setRows].find(isGap)!
  const rules = ruleRows.map(row => nf.readRule(row, tableName)).filter(r => r !== undefined)
  const chains = chainRows.map(row => nf.readChain(row, tableName)).filter(c => c !== undefined)
  const sets: nf.ElementSet[] = []
  for (const set of setRows.map(row => nf.readSet(row, tableName)).filter(s => s !== undefined)) {
    const elements = netlink.ask(nf.listElements(tableName, set.name))
    if (isGap(elements)) return elements
    sets.push({ ...set, elements: elements.flatMap(row => [...nf.readElements(row, tableName)]) })
  }
  return { sets, chains: chains.map(c => ({ ...c, rules: rules.filter(r => r.chain === c.name).map(r => r.rule) })) }
}
