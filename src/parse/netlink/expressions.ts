// The instructions of an nf_tables rule as plain data: one table tells how each is written and read, so that what is read is what was written.
import { concat } from '../../core/bytes.ts'
import { attribute, attributesOf, name, nameIn, nested, word, wordBytes, wordIn } from './attributes.ts'

/** Plain JSON: `is` names the instruction, numbers are the kernel's own (linux/netfilter/nf_tables.h), bytes are hexadecimal. */
export type Expression = { readonly is: string } & Readonly<Record<string, string | number>>

/** A rule: instructions one after the other, until one does not match. */
export type Rule = readonly Expression[]

/**
 * How a field is written: a number, a single byte, a text, bytes in a value, a verdict, or another instruction by its name alone. A number with `unless` is left out when it is that,
 * as older kernels do not know the attribute.
 */
interface Field {
  readonly at: number
  readonly as: 'number' | 'byte' | 'text' | 'value' | 'verdict' | 'instruction'
  readonly unless?: number
}

const number = (at: number): Field => ({ at, as: 'number' })
const value = (at: number): Field => ({ at, as: 'value' })
const optional = (at: number, unless = 0): Field => ({ at, as: 'number', unless })

const fields: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  meta: { key: number(2), to: number(1) },
  payload: { base: number(2), offset: number(3), length: number(4), to: number(1) },
  cmp: { from: number(1), op: number(2), data: value(3) },
  bitwise: { from: number(1), to: number(2), length: number(3), mask: value(4), xor: value(5) },
  lookup: { set: { at: 1, as: 'text' }, from: number(2), flags: optional(5) },
  ct: { key: number(2), to: number(1) },
  socket: { key: number(1), to: number(2), level: optional(3) },
  immediate: { to: number(1), verdict: { at: 2, as: 'verdict' } },
  reject: { type: number(1), code: { at: 2, as: 'byte' } },
  dynset: { set: { at: 1, as: 'text' }, op: number(3), from: number(4), with: { at: 7, as: 'instruction' } },
  counter: {},
}

const dataValue = 1
const dataVerdict = 2
const verdictCode = 1

/** NFTA_EXPR_NAME and NFTA_EXPR_DATA. An instruction that is not in the table carries its bytes as they were. */
export function encodeExpression(expression: Expression): Uint8Array {
  const { is, raw } = expression
  const known = fields[is]
  if (known === undefined) return concat([name(1, is), attribute(0x8002, fromHex(String(raw ?? '')))])
  const parts = Object.entries(known).flatMap(([key, field]) => {
    const given = expression[key]
    return given === undefined || given === field.unless ? [] : [encodeField(field, given)]
  })
  return concat([name(1, is), nested(2, parts)])
}

function encodeField({ at, as }: Field, given: string | number): Uint8Array {
  if (as === 'text') return name(at, String(given))
  if (as === 'byte') return attribute(at, Uint8Array.of(Number(given)))
  if (as === 'value') return nested(at, [attribute(dataValue, fromHex(String(given)))])
  if (as === 'instruction') return attribute(at | 0x8000, encodeExpression({ is: String(given) }))
  if (as === 'verdict') return nested(at, [nested(dataVerdict, [attribute(verdictCode, wordBytes(Number(given)))])])
  return word(at, Number(given))
}

export function decodeExpression(bytes: Uint8Array): Expression {
  const outer = attributesOf(bytes)
  const is = nameIn(outer, 1)
  const data = outer.get(2)
  const known = fields[is]
  if (known === undefined) return { is, raw: toHex(data ?? new Uint8Array()) }
  const inner = attributesOf(data)
  const read = Object.entries(known).flatMap(([key, field]): [string, string | number][] => {
    const given = inner.get(field.at)
    if (given === undefined) return []
    const plain = decodeField(field, inner, given)
    return plain === undefined || plain === field.unless ? [] : [[key, plain]]
  })
  return { is, ...Object.fromEntries(read) }
}

function decodeField({ at, as }: Field, inner: ReturnType<typeof attributesOf>, given: Uint8Array): string | number | undefined {
  if (as === 'text') return nameIn(inner, at)
  if (as === 'byte') return given[0]
  if (as === 'value') return toHex(attributesOf(given).get(dataValue) ?? new Uint8Array())
  if (as === 'instruction') return nameIn(attributesOf(given), 1)
  if (as === 'verdict') return wordIn(attributesOf(attributesOf(given).get(dataVerdict)), verdictCode)
  return wordIn(inner, at)
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** As many bytes as are whole. */
export function fromHex(text: string): Uint8Array {
  const digits = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? ''
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16))
}
