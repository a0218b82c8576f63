// One line of a web server's access log: who asked for what, and what was answered.
import type { RecordTime } from '../../core/log-format.ts'

export interface Access {
  readonly time: RecordTime | undefined
  /** '' when the log keeps a name instead, or nothing. */
  readonly address: string
  /** The account of HTTP's own authentication; ''. */
  readonly user: string
  /** '' when what came was no HTTP. */
  readonly method: string
  /** As it was sent; without the marks by which the log made it printable. */
  readonly target: string
  readonly status: number | undefined
  readonly bytes: number | undefined
  readonly agent: string
  readonly referer: string
  /** Other heads of the request where the log keeps them, as lines. */
  readonly head?: string | undefined
  /** What was sent along, where the log keeps it. */
  readonly body?: string | undefined
}

/** As logs write them: no blanks, no names. */
export function isAddress(text: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[^:]{0,4}:)[\da-f:.]{2,45}(?:%\w{1,15})?)$/i.test(text)
}

/** "POST /x HTTP/1.1", or what else stood in the line. */
export function requestLine(line: string): { readonly method: string; readonly target: string } {
  const [, method = '', target = ''] = /^([A-Z]{3,17}) (.*?)(?: HTTP\/\d(?:\.\d)?)?$/s.exec(line) ?? []
  return { method, target }
}

/** `\x22` (nginx) and `\"` (Apache) as the characters they stand for. */
export function unescapedLog(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:x([\da-fA-F]{2})|(["\\nrtbfv]))/g, (_, hex?: string, sign?: string) =>
    hex === undefined ? (signs[sign ?? ''] ?? sign ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' }

export function countOf(text: string | undefined): number | undefined {
  return text === undefined || !/^\d{1,15}$/.test(text) ? undefined : Number(text)
}
