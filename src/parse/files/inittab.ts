// inittab(5) of System V init, and BusyBox's with the terminal in place of the id.
import { type Line, linesOf } from '../lines.ts'

export interface InittabLine extends Line {
  readonly id: string
  readonly levels: string
  /** respawn, wait, once, boot, sysinit, ctrlaltdel, off … */
  readonly action: string
  readonly process: string
}

/** Lines with four fields and a process; comments are passed over. */
export function* parseInittab(bytes: Uint8Array): Generator<InittabLine> {
  for (const line of linesOf(bytes)) {
    const match = /^[ \t]*([^#:\s][^:]*)?:([^:]*):([^:]*):(.*)$/s.exec(line.text)
    const process = match?.[4]?.trim() ?? ''
    if (match === null || process === '') continue
    yield { ...line, id: match[1] ?? '', levels: match[2] ?? '', action: match[3]?.trim() ?? '', process }
  }
}
