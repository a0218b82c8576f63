// Cutting whole lines out of bytes, each known by its digest; every other byte stays.
import { concat } from '../core/bytes.ts'
import { shortDigest } from '../core/digest.ts'
import { type Line, linesOf } from '../parse/lines.ts'

/** Digest of a line as a plan names it: of its text up to the LF; that of a CRLF line may leave out the CR. */
export function lineDigest(text: string): string {
  return shortDigest(text)
}

/** Every digest by which the lines of a file may be named. */
export function lineDigests(bytes: Uint8Array): ReadonlySet<string> {
  return new Set([...linesOf(bytes)].flatMap(line => [...namesOf(line, bytes)]))
}

function namesOf({ text, span }: Line, bytes: Uint8Array): ReadonlySet<string> {
  const crlf = bytes[span.end - 1] === 10 && bytes[span.end - 2] === 13
  return new Set(crlf ? [lineDigest(text), lineDigest(`${text}\r`)] : [lineDigest(text)])
}

/**
 * The bytes without these lines, or undefined when one of them is not found. A line stands where the plan says, or, when the file was
 * moved by an earlier step, at the only other place that reads the same.
 */
export function cutLines(bytes: Uint8Array, numbers: readonly number[], digests: readonly string[]): Uint8Array | undefined {
  const lines = [...linesOf(bytes)].map(line => ({ ...line, names: namesOf(line, bytes) }))
  const chosen = new Set<Line>()
  for (const [i, digest] of digests.entries()) {
    const is = (line: (typeof lines)[number] | undefined) => line?.names.has(digest) === true && !chosen.has(line)
    const exact = lines[(numbers[i] ?? 0) - 1]
    const alike = is(exact) ? [exact] : lines.filter(is)
    const [line] = alike
    if (line === undefined || alike.length > 1) return undefined
    chosen.add(line)
  }
  return concat(lines.filter(line => !chosen.has(line)).map(({ span }) => bytes.subarray(span.start, span.end)))
}
