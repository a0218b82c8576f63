// Tables, chains, sets and rules of nf_tables: plain data to messages and back.
import { concat } from '../../core/bytes.ts'
import {
  type Attributes,
  attribute,
  attributesOf,
  longestValue,
  longWord,
  longWordIn,
  name,
  nameIn,
  nested,
  readAttributes,
  word,
  wordIn,
} from './attributes.ts'
import { decodeExpression, encodeExpression, fromHex, type Rule, toHex } from './expressions.ts'
import { control, flag, type Message } from './messages.ts'

export const hooks = { input: 1, forward: 2, output: 3 } as const
export type Hook = keyof typeof hooks

/** A chain that hangs on a hook of its own and lets pass what its rules do not decide. */
export interface Chain {
  readonly name: string
  readonly hook: Hook
  readonly priority: number
  readonly rules: readonly Rule[]
}

export interface SetElement {
  /** Hexadecimal. */
  readonly key: string
  /** The key is the first behind a range that began before. */
  readonly isEnd?: boolean
  /** Milliseconds after which it leaves the set by itself. */
  readonly timeout?: number
  /** Milliseconds of them that are left. */
  readonly left?: number
  /** How often a rule has met it, where it counts. */
  readonly packets?: number
}

export interface ElementSet {
  readonly name: string
  /** NFT_SET_* of linux/netfilter/nf_tables.h. */
  readonly flags: number
  /** How nft shows the keys: its own number of the type. */
  readonly keyType: number
  readonly keyLength: number
  /** So many elements, where there is a limit. */
  readonly most?: number
  /** Milliseconds that an element stays that is given no time of its own. */
  readonly lasting?: number
  readonly elements: readonly SetElement[]
}

/** What one policy puts into the table. */
export interface Ruleset {
  readonly sets: readonly ElementSet[]
  readonly chains: readonly Chain[]
}

/** dynamic: rules put elements in. */
export const setFlag = { interval: 4, timeout: 0x10, dynamic: 0x20 } as const

const subsystem = 10 << 8
const kind = {
  newTable: 0,
  getTable: 1,
  deleteTable: 2,
  newChain: 3,
  getChain: 4,
  deleteChain: 5,
  newRule: 6,
  getRule: 7,
  deleteRule: 8,
  newSet: 9,
  getSet: 10,
  deleteSet: 11,
  newElement: 12,
  getElement: 13,
  deleteElement: 14,
  newGeneration: 15,
  getGeneration: 16,
} as const
const batchBegin = 0x10
const batchEnd = 0x11
/** NFPROTO_INET: IPv4 and IPv6 alike. */
const familyInet = 1
const listElement = 1
const intervalEnd = 1
const elementsAtOnce = 500
const generationAttribute = 1

/** One thing to be done or asked, before it has a number in a batch. */
export interface Order {
  readonly type: number
  readonly flags: number
  readonly body: Uint8Array
}

function order(type: number, flags: number, parts: readonly Uint8Array[]): Order {
  return { type: subsystem | type, flags, body: concat([generic(familyInet, 0), ...parts]) }
}

/** struct nfgenmsg. */
function generic(family: number, resource: number): Uint8Array {
  return Uint8Array.of(family, 0, resource >> 8, resource & 0xff)
}

/** A batch is done whole or not at all; refused (ERESTART) when the rules are not of this generation any more. */
export function batch(orders: readonly Order[], generation: number): readonly Message[] {
  const begin = { type: batchBegin, flags: flag.request, body: concat([generic(0, 10), word(generationAttribute, generation)]) }
  const middle = orders.map(o => ({ ...o, flags: o.flags | flag.request | flag.acknowledge }))
  const end = { type: batchEnd, flags: flag.request, body: generic(0, 10) }
  return [begin, ...middle, end].map((message, sequence) => ({ ...message, sequence: sequence + 1 }))
}

export const addTable = (table: string): Order => order(kind.newTable, flag.create, [name(1, table), word(2, 0)])
export const deleteTable = (table: string): Order => order(kind.deleteTable, 0, [name(1, table)])
export const deleteRules = (table: string, chain: string): Order => order(kind.deleteRule, 0, [name(1, table), name(2, chain)])
export const deleteChain = (table: string, chain: string): Order => order(kind.deleteChain, 0, [name(1, table), name(3, chain)])
export const deleteSet = (table: string, set: string): Order => order(kind.deleteSet, 0, [name(1, table), name(2, set)])

/** Sets first: rules look into them. */
export function addRuleset(table: string, { sets, chains }: Ruleset): readonly Order[] {
  return [...sets.flatMap((set, i) => addSet(table, set, i + 1)), ...chains.flatMap(chain => addChain(table, chain))]
}

function addSet(table: string, set: ElementSet, id: number): readonly Order[] {
  const made = order(kind.newSet, flag.create, [
    name(1, table),
    name(2, set.name),
    word(3, set.flags),
    word(4, set.keyType),
    word(5, set.keyLength),
    ...(set.most === undefined ? [] : [nested(9, [word(1, set.most)])]),
    word(10, id),
    ...(set.lasting === undefined ? [] : [longWord(11, set.lasting)]),
  ])
  return [made, ...addElements(table, set.name, set.elements)]
}

export function addElements(table: string, set: string, elements: readonly SetElement[]): readonly Order[] {
  return inParts(elements).map(part => order(kind.newElement, flag.create, elementParts(table, set, part)))
}

export function deleteElements(table: string, set: string, elements: readonly SetElement[]): readonly Order[] {
  return inParts(elements).map(part => order(kind.deleteElement, 0, elementParts(table, set, part)))
}

function inParts(elements: readonly SetElement[]): readonly (readonly SetElement[])[] {
  const count = Math.ceil(elements.length / elementsAtOnce)
  return Array.from({ length: count }, (_, i) => elements.slice(i * elementsAtOnce, (i + 1) * elementsAtOnce))
}

function elementParts(table: string, set: string, elements: readonly SetElement[]): readonly Uint8Array[] {
  const list = elements.map(({ key, isEnd, timeout, left }) =>
    nested(listElement, [
      ...(isEnd === true ? [word(3, intervalEnd)] : []),
      ...(timeout === undefined ? [] : [longWord(4, timeout)]),
      ...(left === undefined ? [] : [longWord(5, left)]),
      nested(1, [attribute(1, fromHex(key))]),
    ]),
  )
  return [name(1, table), name(2, set), nested(3, list)]
}

function addChain(table: string, chain: Chain): readonly Order[] {
  const hook = nested(4, [word(1, hooks[chain.hook]), word(2, chain.priority)])
  const made = order(kind.newChain, flag.create, [name(1, table), name(3, chain.name), hook, word(5, 1), name(7, 'filter')])
  return [made, ...chain.rules.map(rule => addRule(table, chain.name, rule))]
}

function addRule(table: string, chain: string, rule: Rule): Order {
  const list = rule.map(expression => attribute(listElement | 0x8000, encodeExpression(expression)))
  const bytes = concat(list)
  if (bytes.length > longestValue) throw new RangeError('a rule longer than a message can tell')
  return order(kind.newRule, flag.create | flag.append, [name(1, table), name(2, chain), nested(4, list)])
}

export const listChains = (): Order => order(kind.getChain, flag.dump, [])
export const listRules = (table: string): Order => order(kind.getRule, flag.dump, [name(1, table)])
export const listSets = (table: string): Order => order(kind.getSet, flag.dump, [name(1, table)])
export const listElements = (table: string, set: string): Order => order(kind.getElement, flag.dump, [name(1, table), name(2, set)])
export const askGeneration = (): Order => order(kind.getGeneration, 0, [])

/** Chains of the table that hang on a hook we know, still without their rules. */
export function readChain(message: Message, table: string): Chain | undefined {
  const found = tableRow(message, kind.newChain, table)
  if (found === undefined) return undefined
  const hook = attributesOf(found.get(4))
  const [known] = Object.entries(hooks).filter(([, number]) => hook.size > 0 && number === wordIn(hook, 1))
  if (known === undefined) return undefined
  return { name: nameIn(found, 3), hook: known[0] as Hook, priority: wordIn(hook, 2) | 0, rules: [] }
}

export function readRule(message: Message, table: string): { readonly chain: string; readonly rule: Rule } | undefined {
  const found = tableRow(message, kind.newRule, table)
  if (found === undefined) return undefined
  const list = found.get(4) ?? new Uint8Array()
  return { chain: nameIn(found, 2), rule: [...readAttributes(list)].map(({ value }) => decodeExpression(value)) }
}

/** Sets with a name of their own, still without their elements. */
export function readSet(message: Message, table: string): ElementSet | undefined {
  const found = tableRow(message, kind.newSet, table)
  if (found === undefined) return undefined
  const [most, lasting] = [wordIn(attributesOf(found.get(9)), 1), longWordIn(found, 11)]
  return {
    name: nameIn(found, 2),
    flags: wordIn(found, 3),
    keyType: wordIn(found, 4),
    keyLength: wordIn(found, 5),
    ...(most > 0 && { most }),
    ...(lasting > 0 && { lasting }),
    elements: [],
  }
}

export function readElements(message: Message, table: string): readonly SetElement[] {
  const found = tableRow(message, kind.newElement, table)
  const list = found?.get(3) ?? new Uint8Array()
  return [...readAttributes(list)].map(({ value }) => {
    const element = attributesOf(value)
    const key = toHex(attributesOf(element.get(1)).get(1) ?? new Uint8Array())
    const [timeout, left] = [longWordIn(element, 4), longWordIn(element, 5)]
    const counter = attributesOf(element.get(7))
    return {
      key,
      ...((wordIn(element, 3) & intervalEnd) !== 0 && { isEnd: true }),
      ...(timeout > 0 && { timeout }),
      ...(left > 0 && { left }),
      ...(nameIn(counter, 1) === 'counter' && { packets: longWordIn(attributesOf(counter.get(2)), 2) }),
    }
  })
}

export function readGeneration({ type, body }: Message): number | undefined {
  return type === (subsystem | kind.newGeneration) ? wordIn(attributesOf(body.subarray(4)), generationAttribute) : undefined
}

/** The attributes of a row of this kind that belongs to this table of our family. */
function tableRow({ type, body }: Message, wanted: number, table: string): Attributes | undefined {
  if (type !== (subsystem | wanted) || type === control.error || body[0] !== familyInet) return undefined
  const found = attributesOf(body.subarray(4))
  return nameIn(found, 1) === table ? found : undefined
}
