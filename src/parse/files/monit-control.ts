// Monit's control file: the lines on which it is told to start a program.
import { type Line, linesOf } from '../lines.ts'

export interface MonitLine extends Line {
  /** The programs named on the line, joined by "; ". */
  readonly command: string
  /** "start program", "exec" or "check program". */
  readonly what: string
  /** The name after the last "check …" at or before the line. */
  readonly check: string
}

const starts =
  /\b(start(?:[ \t]+program)?|exec|check[ \t]+program[ \t]+[^ \t"]+[ \t]+(?:with[ \t]+)?path)[ \t]*=?[ \t]*(?:"([^"]*)"|'([^']*)'|(\/[^ \t]+))/gi

/** Lines with a program to start; comments are passed over. */
export function* parseMonitControl(bytes: Uint8Array): Generator<MonitLine> {
  let check = ''
  for (const line of linesOf(bytes)) {
    if (/^[ \t]*(?:#|$)/.test(line.text)) continue
    check = /^[ \t]*check[ \t]+[a-z]{2,20}[ \t]+"?([^ \t"]{1,200})/i.exec(line.text)?.[1] ?? check
    const found = [...line.text.slice(0, 20_000).matchAll(starts)]
    const commands = found.map(match => (match[2] ?? match[3] ?? match[4] ?? '').trim()).filter(command => command !== '')
    if (commands.length === 0) continue
    const word = found[0]?.[1]?.toLowerCase() ?? ''
    yield {
      ...line,
      command: commands.join('; '),
      what: word.startsWith('check') ? 'check program' : word.startsWith('start') ? 'start program' : 'exec',
      check,
    }
  }
}
