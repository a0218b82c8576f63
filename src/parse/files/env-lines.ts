// Lines that set environment variables, in whatever file: NAME=value, export, setenv, systemd's Environment= and fish's set -x.
import { type LogicalLine, logicalLines } from './logical-lines.ts'

export interface EnvLine extends LogicalLine {
  readonly name: string
  /** As written after the "=", to the end of the line; unbalanced quotes included. */
  readonly value: string
}

/** What may stand between the line's begin, or a separator, and the variable's name. */
const before = /^[\s"';&|(]$/

/** Lines where one of the variables is set, with the first of them that is; comments are passed over. */
export function* envLines(bytes: Uint8Array, names: ReadonlySet<string>): Generator<EnvLine> {
  for (const line of logicalLines(bytes)) {
    if (/^[#;]/.test(line.joined)) continue
    const set = firstSet(line.joined, names)
    if (set !== undefined) yield { ...line, ...set }
  }
}

function firstSet(text: string, names: ReadonlySet<string>): { name: string; value: string } | undefined {
  for (const found of text.matchAll(/[A-Z_][A-Z0-9_]*/gi)) {
    const name = found[0]
    if (!names.has(name)) continue
    const at = found.index
    const after = at + name.length
    const head = text.slice(Math.max(0, at - 40), at)
    const preceded = at === 0 || before.test(text[at - 1] ?? '') || /Environment=$/.test(head)
    if (!preceded) continue
    const assigned = /^(?:\+?=|[ \t]+(?:DEFAULT|OVERRIDE)=)/.exec(text.slice(after, after + 60))
    if (assigned !== null) return { name, value: text.slice(after + assigned[0].length).trim() }
    const spaced = /(?:^|[\s;])(?:setenv|set(?:[ \t]+-{1,2}[a-zA-Z]+)+)[ \t]+$/.test(head)
    if (spaced) return { name, value: text.slice(after).trim() }
  }
  return undefined
}
