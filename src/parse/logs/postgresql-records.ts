// PostgreSQL's csvlog and jsonlog: every part in a field of its own, so that nothing a client says can pass for another.
import type { Draft, LineFormat, LineReader, RecordTime } from '../../core/log-format.ts'
import { at, jsonText, stringAt } from '../json.ts'
import { shareOf } from './marks.ts'
import { PostgresqlSpeaker, postgresqlNeedles } from './messages/postgresql.ts'
import { isoStamp } from './record-time.ts'

interface Fields {
  readonly time: RecordTime
  readonly user: string
  readonly pid: number
  readonly address: string
  readonly level: string
  readonly message: string
  readonly query: string
}

function* told(speaker: PostgresqlSpeaker, { time, user, pid, address, level, message, query }: Fields): Iterable<Draft> {
  const basics = { time, pid, program: 'postgres' }
  const who = [pid, user || undefined, address || undefined] as const
  const one = speaker.tell({ level, text: message }, ...who)
  if (one !== undefined) yield { ...basics, ...one, excerpt: message.slice(0, 500) }
  const other = query === '' ? undefined : speaker.tell({ level: 'STATEMENT', text: query }, ...who)
  if (other !== undefined && other.attack !== one?.attack) yield { ...basics, ...other, excerpt: query.slice(0, 500) }
}

const csvHead = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [^,"]{1,8},/
const longestRecord = 64 << 10

/** Fields of one whole record. */
function csvFields(record: string): readonly string[] {
  return [...record.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
    ([, inQuotes, bare = '']) => inQuotes?.replaceAll('""', '"') ?? bare,
  )
}

/** A field in quotes may hold ends of lines: a record is whole when its quotes are. Every line must be seen for that. */
class CsvReader implements LineReader {
  private readonly speaker = new PostgresqlSpeaker()
  private open = ''

  time(text: string): RecordTime | undefined {
    return csvHead.test(text) ? isoStamp(text)?.time : undefined
  }

  *line(text: string): Iterable<Draft> {
    const record = this.open === '' ? text : `${this.open}\n${text}`
    if (this.open === '' && !csvHead.test(text)) return
    let quotes = 0
    for (let i = record.indexOf('"'); i >= 0; i = record.indexOf('"', i + 1)) quotes++
    this.open = quotes % 2 === 1 && record.length < longestRecord ? record : ''
    if (this.open !== '') return
    const fields = csvFields(record)
    const time = this.time(record)
    if (time === undefined || fields.length < 20) return
    const [, user = '', , pid, from = '', , , , , , , level = '', , message = '', , , , , , query = ''] = fields
    yield* told(this.speaker, { time, user, pid: Number(pid), address: from.replace(/:\d{1,5}$/, ''), level, message, query })
  }
}

export const postgresqlCsv: LineFormat = {
  id: 'postgresql-csv',
  summary: { zh: 'PostgreSQL 的 csvlog 日志', en: 'csvlog of PostgreSQL' },
  techniques: ['T1190', 'T1059.004', 'T1110'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-CSVLOG'],
  form: 'lines',
  source: 'postgresql',
  trust: 'service',
  paths: [
    '/var/log/postgresql/*.csv',
    '/var/lib/postgresql/*/*/log/*.csv',
    '/var/lib/postgresql/*/*/pg_log/*.csv',
    '/var/lib/pgsql/data/log/*.csv',
    '/var/lib/pgsql/*/data/log/*.csv',
  ],
  needles: [],
  recognise: head => (csvHead.test(head) && /^[^\n]{20,200},(?:LOG|FATAL|ERROR|WARNING),/m.test(head) ? 0.95 : 0),
  open: () => new CsvReader(),
}

const jsonTimeOf = (text: string): RecordTime | undefined => (text.startsWith('{"timestamp":"') ? isoStamp(text, 14)?.time : undefined)

export const postgresqlJson: LineFormat = {
  id: 'postgresql-json',
  summary: { zh: 'PostgreSQL 的 jsonlog 日志', en: 'jsonlog of PostgreSQL' },
  techniques: ['T1190', 'T1059.004', 'T1110'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG'],
  form: 'lines',
  source: 'postgresql',
  trust: 'service',
  paths: [
    '/var/log/postgresql/*.json',
    '/var/lib/postgresql/*/*/log/*.json',
    '/var/lib/pgsql/data/log/*.json',
    '/var/lib/pgsql/*/data/log/*.json',
  ],
  needles: postgresqlNeedles.map(needle => needle.replaceAll('"', '\\"')),
  recognise: text => 0.95 * shareOf(text, line => jsonTimeOf(line) !== undefined && line.includes('"error_severity":"')),
  open() {
    const speaker = new PostgresqlSpeaker()
    return {
      time: jsonTimeOf,
      *line(text) {
        const time = jsonTimeOf(text)
        const value = time && jsonText(text)
        if (time === undefined || value === undefined) return
        const pid = at(value, 'pid')
        yield* told(speaker, {
          time,
          user: stringAt(value, 'user'),
          pid: typeof pid === 'number' ? pid : 0,
          address: stringAt(value, 'remote_host'),
          level: stringAt(value, 'error_severity'),
          message: stringAt(value, 'message'),
          query: stringAt(value, 'statement'),
        })
      },
    }
  },
}
