// A reply of Redis in RESP2: texts, errors, and lists of texts. https://redis.io/docs/latest/develop/reference/protocol-spec/
import { textOf } from '../core/bytes.ts'

/** `length`: how many bytes it took. */
export type RespReply = { readonly length: number } & ({ readonly texts: readonly string[] } | { readonly error: string })

const most = 100

/** The reply at the start of the bytes; 'more' while it is not whole, undefined when it is none. A null is left out; a list in a list is none. */
export function readRespReply(bytes: Uint8Array): RespReply | 'more' | undefined {
  const first = lineAt(bytes, 0)
  if (first === undefined) return bytes.length > 4096 ? undefined : 'more'
  const { kind, rest, next } = first
  if (kind === '-') return { length: next, error: rest }
  if (kind === '+' || kind === ':') return { length: next, texts: [rest] }
  const count = kind === '*' ? countOf(rest) : kind === '$' ? 1 : undefined
  if (count === undefined || count > most) return undefined
  const texts: string[] = []
  let at = kind === '$' ? 0 : next
  for (let i = 0; i < count; i++) {
    const part = lineAt(bytes, at)
    if (part === undefined) return 'more'
    at = part.next
    if (part.kind === '+' || part.kind === ':') texts.push(part.rest)
    else if (part.kind !== '$') return undefined
    else if (part.rest !== '-1') {
      const length = countOf(part.rest)
      if (length === undefined) return undefined
      if (at + length + 2 > bytes.length) return 'more'
      texts.push(textOf(bytes.subarray(at, at + length)))
      at += length + 2
    }
  }
  return { length: at, texts }
}

function lineAt(bytes: Uint8Array, at: number): { readonly kind: string; readonly rest: string; readonly next: number } | undefined {
  const end = bytes.indexOf(10, at)
  if (end < 0) return undefined
  const line = textOf(bytes.subarray(at, end)).replace(/\r$/, '')
  return { kind: line.slice(0, 1), rest: line.slice(1), next: end + 1 }
}

function countOf(text: string): number | undefined {
  return /^\d{1,7}$/.test(text) ? Number(text) : undefined
}
