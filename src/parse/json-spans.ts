// Where in the bytes of a JSON text a value stands, so that one value can be changed and every other byte stays.
import { textOf } from '../core/bytes.ts'
import type { Span } from '../core/facts/autostart.ts'
import { jsonOf } from './json.ts'

const code = (character: string): number => character.charCodeAt(0)
const [quote, backslash, colon, comma] = [code('"'), code('\\'), code(':'), code(',')]
const [openObject, closeObject, openArray, closeArray] = [code('{'), code('}'), code('['), code(']')]

/** The whole value of the text; undefined when the bytes are no JSON. */
export function jsonSpan(bytes: Uint8Array): Span | undefined {
  if (jsonOf(bytes) === undefined) return undefined
  const start = skipBlanks(bytes, 0)
  return { start, end: skipValue(bytes, start) }
}

/** The value of a key of the object at `span`; of a key given twice the last, as parsers take it. */
export function memberSpan(bytes: Uint8Array, span: Span, key: string): Span | undefined {
  let found: Span | undefined
  if (bytes[span.start] !== openObject) return undefined
  for (let at = skipBlanks(bytes, span.start + 1); at < span.end - 1; ) {
    const end = skipValue(bytes, at)
    const name: unknown = JSON.parse(textOf(bytes.subarray(at, end)))
    const value = skipBlanks(bytes, skipOne(bytes, skipBlanks(bytes, end), colon))
    const stop = skipValue(bytes, value)
    if (name === key) found = { start: value, end: stop }
    at = skipBlanks(bytes, skipOne(bytes, skipBlanks(bytes, stop), comma))
  }
  return found
}

/** The elements of the array at `span`; none when it is no array. */
export function elementSpans(bytes: Uint8Array, span: Span): Span[] {
  const found: Span[] = []
  if (bytes[span.start] !== openArray) return found
  for (let at = skipBlanks(bytes, span.start + 1); at < span.end - 1; ) {
    const end = skipValue(bytes, at)
    found.push({ start: at, end })
    at = skipBlanks(bytes, skipOne(bytes, skipBlanks(bytes, end), comma))
  }
  return found
}

/** The same elements, each with one comma beside it (the one after it, for the last the one before), so that cutting one leaves JSON. */
export function cuttableElements(bytes: Uint8Array, span: Span): Span[] {
  const elements = elementSpans(bytes, span)
  return elements.map(({ start, end }, i) => {
    const next = elements[i + 1]
    const before = elements[i - 1]
    return next !== undefined ? { start, end: next.start } : { start: before?.end ?? start, end }
  })
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13) at++
  return at
}

function skipOne(bytes: Uint8Array, at: number, byte: number): number {
  return bytes[at] === byte ? at + 1 : at
}

function skipString(bytes: Uint8Array, from: number): number {
  let at = from + 1
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return Math.min(at + 1, bytes.length)
}

// The text is known to be JSON, so that brackets match and counting them is enough.
function skipValue(bytes: Uint8Array, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; ) {
    const byte = bytes[at]
    if (byte === quote) {
      at = skipString(bytes, at)
      if (depth === 0) return at
      continue
    }
    if (byte === openObject || byte === openArray) depth++
    else if (byte === closeObject || byte === closeArray) {
      if (depth === 0) return at
      depth--
      if (depth === 0) return at + 1
    } else if (depth === 0 && (byte === comma || byte === 32 || byte === 9 || byte === 10 || byte === 13)) return at
    at++
  }
  return bytes.length
}
