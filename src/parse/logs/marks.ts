// Messages worth telling, as a table: a word to search for, the form of the whole message, and what it tells.
import type { Draft, LineReader, RecordTime } from '../../core/log-format.ts'
import type { Told } from './messages/kind.ts'

export interface Mark {
  /** Every message of this form holds one of these. */
  readonly needles: readonly string[]
  /** From the beginning of the message: what users write comes later, and cannot pass for it. */
  readonly like: RegExp
  tell(found: RegExpExecArray): Told | undefined
}

/** The first mark that has something to tell. */
export function toldBy(marks: readonly Mark[], message: string): Told | undefined {
  for (const { like, tell } of marks) {
    const found = like.exec(message)
    const told = found === null ? undefined : tell(found)
    if (told !== undefined) return told
  }
  return undefined
}

export function needlesOf(...marks: readonly (readonly Mark[])[]): readonly string[] {
  return [...new Set(marks.flat().flatMap(mark => mark.needles))]
}

/** What stands before the message in a record of a service's own log. */
export interface Headed extends Partial<Omit<Draft, 'verb'>> {
  readonly time: RecordTime
  readonly message: string
}

const longest = 8000

/** Without the marks by which terminals colour text. */
export function colourless(text: string): string {
  return text.includes('\x1b') ? text.replace(/\x1b\[[\d;]{0,12}m/g, '') : text
}

/** Records of one line each; a line without a head of its own (a stack trace, the output of a child) belongs to the record before it. */
export function headedReader(
  head: (line: string) => Headed | undefined,
  tell: (message: string, isHeaded: boolean) => Told | undefined,
): LineReader {
  let last: Omit<Headed, 'message'> | undefined
  return {
    line(raw) {
      const text = colourless(raw)
      const headed = head(text.slice(0, longest))
      if (headed !== undefined) {
        const { message: _, ...rest } = headed
        last = rest
      }
      const told = tell(headed?.message ?? text.slice(0, longest), headed !== undefined)
      return told === undefined ? [] : [{ ...last, ...told }]
    },
    time: text => head(text.slice(0, 300))?.time,
  }
}

/** How many of the first lines have such a head, 0–1; lines that begin with a blank belong to the one before. */
export function shareOf(text: string, isOne: (line: string) => boolean): number {
  const lines = text.split('\n', 30).filter(line => line !== '' && !/^\s/.test(line))
  // The last line of a beginning may be cut.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines
  return whole.length === 0 ? 0 : whole.filter(isOne).length / whole.length
}
