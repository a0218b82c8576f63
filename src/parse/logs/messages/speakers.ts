// The right reader for each message of a log, by the program that wrote it.
import type { Draft, LineReader, RecordTime } from '../../../core/log-format.ts'
import { openSyslogRecords, syslogRecord, syslogTime } from '../syslog-record.ts'
import { messageKinds } from './index.ts'
import type { Speaker } from './kind.ts'

/** "message repeated 5 times: [ Failed password for root from 192.0.2.7 port 22 ssh2]", as rsyslog writes it. */
const repeated = /^message repeated (\d{1,9}) times: \[ ?(.*)\]$/s
const nothing: readonly Draft[] = []
/** "last message repeated 5 times", of sysklogd, busybox and BSD: it means the line before. */
const lastRepeated = 'last message repeated '
const repeatedBefore =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d [\d:]{8}|\d{4}-\S{10,32})(?: \S{1,255})? (?:-{1,3} )?last message repeated (\d{1,9}) times(?: -{1,3})?$/

function repetition(text: string): RegExpExecArray | null {
  const end = text.charCodeAt(text.length - 1)
  return (end === 115 || end === 45) && text.includes(lastRepeated) ? repeatedBefore.exec(text.slice(0, 400)) : null
}

/** For one log, whose messages come in order. */
export function openMessages(): (
  program: string,
  pid: number | undefined,
  message: string,
  time: RecordTime | undefined,
) => readonly Draft[] {
  const speakers = new Map<string, Speaker>()
  let rest: Speaker = () => undefined
  for (const kind of messageKinds) {
    const speaker = kind.open()
    for (const program of kind.programs) speakers.set(program, speaker)
    if (kind.programs.length === 0) rest = speaker
  }
  return (program, pid, message, time) => {
    const speaker = speakers.get(program) ?? rest
    const times = message.startsWith('message repeated ') ? repeated.exec(message) : null
    const told = speaker(times?.[2] ?? message, pid, program)
    if (told === undefined) return nothing
    // Every speaker makes a new one for each message: written into, since a log of a gigabyte has millions.
    const draft = told as { -readonly [K in keyof Draft]: Draft[K] }
    draft.time = time
    draft.program = program
    draft.pid = pid
    if (times !== null) draft.count = Math.max(1, Number(times[1]))
    return [draft]
  }
}

/** Of all kinds, since any of them may come by any syslog file. Messages of RFC 5424 have nothing before them that could be searched for. */
export const messageNeedles: readonly string[] = [
  ...new Set([
    ...messageKinds.flatMap(({ begins = [], needles }) => [...begins.map(begin => `: ${begin}`), ...needles]),
    ': message repeated ',
    lastRepeated,
    '>1 ',
  ]),
]

export function openSyslog(): LineReader {
  const read = openMessages()
  const recordOf = openSyslogRecords()
  let last: readonly Draft[] = nothing
  let place = 0
  let first: string | undefined
  /** Where a log holds the lines of many hosts, equal lines of two of them are two happenings. */
  const reported = (drafts: readonly Draft[], host: string): readonly Draft[] => {
    first ??= host
    for (const draft of drafts as readonly { -readonly [K in keyof Draft]: Draft[K] }[]) {
      draft.reporter = host
      if (host !== first && draft.fold !== undefined) draft.fold = `${draft.fold} ${host}`
    }
    return drafts
  }
  return {
    line(text, number = Number.NaN) {
      const times = repetition(text)
      if (times !== null) {
        const time = syslogTime(text)
        const again = number === place + 1 ? last.map(draft => ({ ...draft, time, count: Number(times[1]) })) : nothing
        last = nothing
        return again
      }
      place = number
      const record = recordOf(text)
      last = record === undefined ? nothing : reported(read(record.program, record.pid, record.message, record.time), record.host)
      return last
    },
    time: syslogTime,
  }
}

/** How many of the first lines of a file a syslog daemon could have written, 0–1. */
export function likeSyslog(head: string): number {
  const lines = head.split('\n', 20).filter(line => line !== '')
  return lines.length === 0 ? 0 : lines.filter(line => syslogRecord(line) !== undefined).length / lines.length
}
