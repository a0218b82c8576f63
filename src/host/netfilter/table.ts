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
    const all = readTable(netlink, set => isOf(name, { name: set }))
    if (isGap(all)) return all
    const own = { sets: all.sets.filter(s => isOf(name, s)), chains: all.chains.filter(c => isOf(name, c)) }
    return own.sets.length + own.chains.length === 0 ? undefined : own
  })
}

/** Puts the ruleset there in place of what stands under the name; undefined takes it away, and the table with the last one. */
export function replaceRuleset(sys: Sys, name: string, ruleset: nf.Ruleset | undefined): Gap | undefined {
  return change(sys, noElements, all => {
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

const noElements = (): boolean => false

/** Changes what is in the table now, `elementsOf` these sets; tried again when somebody else changed the rules meanwhile. */
function change(
  sys: Sys,
  elementsOf: (set: string) => boolean,
  ordersFor: (all: nf.Ruleset) => readonly nf.Order[] | Gap,
): Gap | undefined {
  return withNetlink<undefined>(sys, netlink => {
    for (let tries = 1; ; tries++) {
      const generation = generationOf(netlink)
      const all = isGap(generation) ? generation : readTable(netlink, elementsOf)
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
  const changed = change(sys, noElements, all => {
    const orders = [nf.deleteElements(tableName, set, elements), nf.addElements(tableName, set, elements)].flat()
    return all.sets.some(s => s.name === set) ? orders : lapsed
  })
  return changed?.why === 'absent' ? lapsed : changed
}

/** A member of one of the sets, as its elements. */
export interface Placed {
  readonly set: string
  readonly elements: readonly nf.SetElement[]
}

/** Takes these members out of their sets, those that are there, and puts the others in; a Gap 'absent' when there are no such sets. */
export function moveMembers(sys: Sys, out: readonly Placed[], into: readonly Placed[]): Gap | undefined {
  const wanted = new Set([...out, ...into].map(({ set }) => set))
  if (wanted.size === 0) return undefined
  return change(
    sys,
    set => wanted.has(set),
    all => {
      const missing = [...wanted].find(name => all.sets.every(set => set.name !== name))
      if (missing !== undefined) return gap(missing, 'absent', 'is not in force')
      const keyOf = ({ key, isEnd }: nf.SetElement): string => `${key}${isEnd === true}`
      const present = new Map(all.sets.map(set => [set.name, new Set(set.elements.map(keyOf))]))
      const leaving = out.filter(({ set, elements }) => elements.every(e => present.get(set)?.has(keyOf(e)) === true))
      // In few messages: each is acknowledged, and the acknowledgements of thousands would not find room.
      return [
        ...bySet(leaving).flatMap(([set, elements]) => nf.deleteElements(tableName, set, elements)),
        ...bySet(into).flatMap(([set, elements]) => nf.addElements(tableName, set, elements)),
      ]
    },
  )
}

function bySet(placed: readonly Placed[]): readonly (readonly [set: string, elements: readonly nf.SetElement[]])[] {
  return [...Map.groupBy(placed, ({ set }) => set)].map(([set, own]) => [set, own.flatMap(({ elements }) => elements)])
}

/** What is in these sets; a Gap 'absent' when one of them is not there. */
export function readSets(sys: Sys, names: readonly string[]): readonly nf.ElementSet[] | Gap {
  return withNetlink<readonly nf.ElementSet[]>(sys, netlink => {
    const all = readTable(netlink, set => names.includes(set))
    if (isGap(all)) return all
    const found = all.sets.filter(({ name }) => names.includes(name))
    return found.length < names.length ? gap(names[0] ?? '', 'absent', 'is not in force') : found
  })
}

function generationOf(netlink: Netlink): number | Gap {
  const answer = netlink.ask(nf.askGeneration())
  if (isGap(answer)) return answer
  return answer.map(nf.readGeneration).find(g => g !== undefined) ?? gap('nf_tables', 'malformed', 'tells no generation')
}

function readTable(netlink: Netlink, elementsOf: (set: string) => boolean): nf.Ruleset | Gap {
  const chainRows = netlink.ask(nf.listChains())
  const ruleRows = isGap(chainRows) ? chainRows : netlink.ask(nf.listRules(tableName))
  const setRows = isGap(ruleRows) ? ruleRows : netlink.ask(nf.listSets(tableName))
  if (isGap(chainRows) || isGap(ruleRows) || isGap(setRows)) return [chainRows, ruleRows, setRows].find(isGap)!
  const rules = ruleRows.map(row => nf.readRule(row, tableName)).filter(r => r !== undefined)
  const chains = chainRows.map(row => nf.readChain(row, tableName)).filter(c => c !== undefined)
  const sets: nf.ElementSet[] = []
  for (const set of setRows.map(row => nf.readSet(row, tableName)).filter(s => s !== undefined)) {
    const elements = elementsOf(set.name) ? netlink.ask(nf.listElements(tableName, set.name)) : []
    if (isGap(elements)) return elements
    sets.push({ ...set, elements: elements.flatMap(row => [...nf.readElements(row, tableName)]) })
  }
  return { sets, chains: chains.map(c => ({ ...c, rules: rules.filter(r => r.chain === c.name).map(r => r.rule) })) }
}
