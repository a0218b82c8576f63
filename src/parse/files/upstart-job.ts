// init(5) of Upstart: what a job runs and when.
import { logicalLines } from './logical-lines.ts'

export interface UpstartJob {
  /** Commands of exec stanzas and bodies of script stanzas, in order, one a line. */
  readonly commands: readonly string[]
  /** "start on …" as written; '' when the job starts by hand only. */
  readonly startOn: string
  readonly user: string
  /** The stanza "manual" takes "start on" back. */
  readonly manual: boolean
}

const prefix = /^(?:pre-start|post-start|pre-stop|post-stop)[ \t]+/

/** Reads any bytes; what is no stanza is passed over. */
export function parseUpstartJob(bytes: Uint8Array): UpstartJob {
  const commands: string[] = []
  let startOn = ''
  let user = ''
  let manual = false
  let inScript = false
  for (const { joined } of logicalLines(bytes)) {
    if (inScript) {
      if (/^end[ \t]+script$/.test(joined)) inScript = false
      else if (joined !== '' && !joined.startsWith('#')) commands.push(joined)
      continue
    }
    const stanza = joined.replace(prefix, '')
    const [word = ''] = stanza.split(/[ \t]/, 1)
    const rest = stanza.slice(word.length).trim()
    if (word === 'exec' && rest !== '') commands.push(rest)
    else if (word === 'script' && rest === '') inScript = true
    else if (word === 'start' && /^on[ \t]/.test(rest)) {
      startOn = stanza
      manual = false
    } else if (word === 'setuid') user = rest
    else if (word === 'manual' && rest === '') manual = true
  }
  return { commands, startOn, user, manual }
}
