// A shell start file cut into its top-level commands: continued lines, here-documents and whole if/for/function blocks stay in one piece.
import { type Line, linesOf } from '../lines.ts'
import { textWithoutEnd } from './logical-lines.ts'
import { freshState, isComplete, type ShellDialect, type ShellState, scanLine } from './shell-scan.ts'

/** One top-level command, or several on one line. Cutting its bytes out leaves a file that still parses. */
export interface ShellUnit extends Line {
  /** Names of the simple commands in it, those in substitutions included. */
  readonly commands: readonly string[]
  /** A block (if, for, while, case, function, braces). */
  readonly compound: boolean
  /** Without comments and here-document bodies. */
  readonly bare: string
  /** All that it opens it closes; false for a line of which the end was not found. */
  readonly closed: boolean
}

const longestUnit = 500

/** Lines scanned in vain, over the whole file, before unclosed blocks are no longer looked for: keeps the work linear. */
const mostVain = 20_000

/**
 * Units in order; blank lines and comments are units of no command, so the spans cover every byte once. What is opened and never closed
 * (within 500 lines) counts as one line, continuations joined: the shell would refuse it, but a reader mistaken about a quote must not swallow the rest.
 */
export function* shellUnits(bytes: Uint8Array, dialect: ShellDialect = 'sh'): Generator<ShellUnit> {
  const lines = [...linesOf(bytes)]
  let vain = 0
  for (let i = 0; i < lines.length; ) {
    const first = lines[i]!
    const state = freshState()
    let line: { state: ShellState; next: number } | undefined
    let next = i
    const limit = vain > mostVain ? i + 1 : Math.min(lines.length, i + longestUnit)
    while (next < limit) {
      scanLine(state, lines[next++]!.text, dialect)
      if (isComplete(state)) break
      if (line === undefined && !state.continued) line = { state: { ...state, commands: [...state.commands], bare: [...state.bare] }, next }
    }
    const closed = isComplete(state) || (state.continued && next === lines.length)
    if (!closed) {
      vain += next - i
      next = line?.next ?? i + 1
    }
    const { commands, compound, bare } = closed ? state : (line?.state ?? state)
    const end = lines[next - 1]!.span.end
    const text = textWithoutEnd(bytes, first.span.start, end)
    yield { number: first.number, span: { start: first.span.start, end }, text, commands, compound, bare: bare.join('\n').trim(), closed }
    i = next
  }
}
