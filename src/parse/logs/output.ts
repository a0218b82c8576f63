// What a program wrote to its standard output, when that is all there is: read as the log that it looks like, line by line.
import type { Draft, LineReader, LogPlace } from '../../core/log-format.ts'
import { appNoise } from './app-noise.ts'
import { colourless, needlesOf, toldBy } from './marks.ts'
import { postgresqlLog, postgresqlRecord } from './postgresql-log.ts'
import { redisHead, redisLog } from './redis-log.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'
import { parseAccess, webAccess } from './web-access.ts'
import { nginxError } from './web-error.ts'
import { parseJsonAccess, webJson } from './web-json.ts'

const noise = [...shellNoise, ...minerNoise, ...appNoise]

export const outputNeedles: readonly string[] = [
  ...new Set([...webAccess.needles, ...redisLog.needles, ...postgresqlLog.needles, ...nginxError.needles, ...needlesOf(noise)]),
]

/** Of one stream of output. Trusted no more than the program that wrote it. */
export function outputReader(place: LogPlace): (text: string) => Iterable<Draft> {
  const web = webAccess.open(place)
  const json = webJson.open(place)
  const redis = redisLog.open(place)
  const postgresql = postgresqlLog.open(place)
  const errors = nginxError.open(place)
  let isPostgresql = false
  return raw => {
    const text = colourless(raw)
    if (/^[^" ]{1,300} .{0,1000}\[\d\d\//.test(text) && parseAccess(text) !== undefined) return web.line(text)
    if (parseJsonAccess(text) !== undefined) return json.line(text)
    if (redisHead(text) !== undefined) return redis.line(text)
    if (/^\d{4}-\d\d-\d\d /.test(text) && postgresqlRecord(text) !== undefined) {
      isPostgresql = true
      return postgresql.line(text)
    }
    if (isPostgresql && text.startsWith('\t')) return postgresql.line(text)
    if (/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[/.test(text)) return errors.line(text)
    const told = toldBy(noise, text.slice(0, 8000))
    return told === undefined ? [] : [told]
  }
}

/** Wraps each line's own time and container around what the inner log says. */
export function wrapped(
  inner: (text: string) => Iterable<Draft>,
  unwrap: (line: string) => { readonly text: string; readonly about: Partial<Draft> } | undefined,
  time: LineReader['time'],
): LineReader {
  return {
    time,
    *line(line) {
      const one = unwrap(line)
      if (one === undefined) return
      for (const draft of inner(one.text))
        yield { ...draft, ...one.about, fold: draft.fold && `${one.about.container} ${draft.fold}`, excerpt: one.text.slice(0, 500) }
    },
  }
}
