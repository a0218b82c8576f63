// PostgreSQL's log on standard error, whatever its log_line_prefix puts before the level.
import type { Draft, LineFormat, LineReader, LogPlace } from '../../core/log-format.ts'
import { shareOf, toldBy } from './marks.ts'
import { PostgresqlSpeaker, postgresqlNeedles, type Spoken, spokenOf } from './messages/postgresql.ts'
import { isoStamp } from './record-time.ts'
import { shellNoise } from './shell-noise.ts'

interface Record extends Spoken {
  readonly about: Pick<Draft, 'time' | 'pid' | 'user' | 'address'>
}

// %m or %t, then pid, user@database, host in any order; the level ends the prefix.
const prefix =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})?(?: [A-Z]{3,5}| [+-]\d\d)?)(.{0,300}?) ?\b(LOG|FATAL|ERROR|PANIC|WARNING|STATEMENT|DETAIL|HINT|NOTICE|CONTEXT|QUERY|LOCATION): {2}/

/** A name that nobody has checked yet stands in the prefix as the client gave it: "x LOG:  statement: …" as well. What the server says of the name comes last. */
const forgedName =
  /@(.{0,200}?) ((?:LOG|FATAL): {2}(?:connection authorized: user=|[\w" ]{1,40}authentication failed for user "|role "|no pg_hba\.conf entry|database ").*)$/s

export function postgresqlRecord(line: string): Record | undefined {
  const [head = '', stamp = '', between = '', level = ''] = prefix.exec(line.slice(0, 500)) ?? []
  const time = stamp === '' ? undefined : isoStamp(stamp)?.time
  if (time === undefined) return undefined
  const first = { level, text: line.slice(head.length) }
  const late = forgedName.exec(first.text)?.[2]
  const spoken = late === undefined ? first : (spokenOf(late) ?? first)
  const pid = /\[(\d{1,10})\]/.exec(between)?.[1] ?? /(?:^|\s)(\d{2,10})(?![.\d])/.exec(between)?.[1]
  const user = /(?:^|[\s=[:])(?:user=)?([\w.$-]{1,63})(?:@|,db=)[\w.$-]{1,63}/.exec(between)?.[1]
  const address =
    /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/.exec(between)?.[0] ??
    /(?:^|[\s=@])((?=[^:\s]{0,4}:[^:]{0,4}:)[\da-f:]{3,39})(?![\w:])/.exec(between)?.[1]
  return { ...spoken, about: { time, pid: pid === undefined ? undefined : Number(pid), user, address } }
}

const longestStatement = 4000

class Reader implements LineReader {
  private readonly speaker = new PostgresqlSpeaker()
  private last: Record | undefined
  private isTold = false

  time(text: string) {
    return isoStamp(text)?.time
  }

  *line(text: string): Iterable<Draft> {
    const line = text.slice(0, 8000)
    const record = postgresqlRecord(line)
    if (record !== undefined) {
      this.last = record
      this.isTold = false
      yield* this.tell(record)
    } else if (line.startsWith('\t') && this.last !== undefined) {
      // Further lines of a statement are written with a tab before them, so that none can pass for a record.
      if (this.isTold || this.last.text.length > longestStatement) return
      this.last = { ...this.last, text: `${this.last.text}\n${line.slice(1)}` }
      yield* this.tell(this.last)
    } else {
      const noise = toldBy(shellNoise, line)
      // Programs that COPY starts write to the log of the server.
      if (noise !== undefined) yield { time: this.last?.about.time, program: 'postgres', ...noise }
    }
  }

  private *tell(record: Record): Iterable<Draft> {
    const { about } = record
    const told = this.speaker.tell(record, about.pid, about.user, about.address)
    if (told === undefined) return
    this.isTold = true
    yield { time: about.time, pid: about.pid, program: 'postgres', ...told }
  }
}

export const postgresqlLog: LineFormat = {
  id: 'postgresql-log',
  summary: {
    zh: 'PostgreSQL 日志:登录、超级用户、COPY PROGRAM、C 函数',
    en: 'log of PostgreSQL: logins, superusers, COPY PROGRAM, functions in C',
  },
  techniques: ['T1190', 'T1059.004', 'T1136', 'T1110'],
  references: [
    'https://www.postgresql.org/docs/current/runtime-config-logging.html',
    'https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/utils/error/elog.c',
  ],
  form: 'lines',
  source: 'postgresql',
  trust: 'service',
  paths: [
    '/var/log/postgresql/*.log',
    '/var/lib/postgresql/*/*/log/*.log',
    '/var/lib/postgresql/*/*/pg_log/*.log',
    '/var/lib/postgresql/data/log/*.log',
    '/var/lib/pgsql/data/log/*.log',
    '/var/lib/pgsql/data/pg_log/*.log',
    '/var/lib/pgsql/*/data/log/*.log',
    '/var/lib/pgsql/*/data/pg_log/*.log',
  ],
  needles: [...new Set([...postgresqlNeedles, ...shellNoise.flatMap(mark => mark.needles)])],
  recognise: text => 0.95 * shareOf(text, line => postgresqlRecord(line) !== undefined),
  open: (_: LogPlace) => new Reader(),
}
