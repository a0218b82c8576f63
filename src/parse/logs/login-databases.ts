// The successors of lastlog and wtmp, which are SQLite files: lastlog2 (util-linux) and wtmpdb, whose times are microseconds.
import type { BinaryFormat, Draft, LogExtent, LogFlaw, ReadBytes, RecordTime } from '../../core/log-format.ts'
import { type SqliteValue, sqliteRows } from '../files/sqlite.ts'

type Row = { readonly rowid: number; readonly values: readonly SqliteValue[] }

function* rowsOf(at: ReadBytes, size: number, table: string): Generator<Row | LogFlaw> {
  const damage: LogFlaw[] = []
  const noted = (detail: string): void => {
    if (damage.length < 100) damage.push({ flaw: 'corrupt', detail, locus: `#${table}` })
  }
  yield* sqliteRows((offset, length) => at(offset, Math.max(0, Math.min(length, size - offset))) ?? new Uint8Array(0), size, table, noted)
  yield* damage
}

const text = (value: SqliteValue | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const address = (host: string | undefined): string | undefined =>
  host !== undefined && /^[\d.]{7,15}$|^[\da-f:]*:[\da-f:.]*$/i.test(host) ? host : undefined

function time(value: SqliteValue | undefined, unit: number, grain: number): RecordTime | undefined {
  const ms = typeof value === 'number' ? value * unit : 0
  return ms > 0 && ms < 8.64e15 ? { ms, zoned: true, grain } : undefined
}

/** Columns Name, Time, TTY, RemoteHost, Service. */
function* lastLogins({ rowid, values }: Row): Generator<Draft> {
  const [name, at, tty, host, service] = values
  const when = time(at, 1000, 1)
  if (when === undefined) return
  const excerpt = `last login of ${text(name) ?? ''} at ${text(tty) ?? ''} from ${text(host) ?? ''}`.slice(0, 500)
  const base = { time: when, user: text(name), address: address(text(host)), method: text(tty), program: text(service) }
  yield { ...base, verb: 'login', outcome: 'success', locus: `#${rowid}`, excerpt }
}

const bootType = 1
const userType = 3

/** Columns ID, Type, User, Login, Logout, TTY, RemoteHost, Service; the ID is the row's number. */
function* sessions({ rowid, values }: Row): Generator<Draft> {
  const [, type, user, login, logout, tty, host, service] = values
  const begun = time(login, 0.001, 0.000001)
  const ended = time(logout, 0.001, 0.000001)
  const base = {
    locus: `#${rowid}`,
    excerpt: values
      .slice(1)
      .map(value => `[${value ?? ''}]`)
      .join(' ')
      .slice(0, 500),
  }
  if (type === bootType) {
    if (begun !== undefined) yield { ...base, time: begun, verb: 'boot', method: 'started' }
    if (ended !== undefined) yield { ...base, time: ended, verb: 'boot', method: 'shutdown' }
  } else if (type === userType) {
    const who = { user: text(user), address: address(text(host)), method: text(tty), program: text(service) }
    if (begun !== undefined) yield { ...base, ...who, time: begun, verb: 'login', outcome: 'success' }
    if (ended !== undefined) yield { ...base, ...who, time: ended, verb: 'logout' }
  }
}

function reader(table: string, drafts: (row: Row) => Iterable<Draft>): Pick<BinaryFormat, 'read' | 'extent'> {
  function* read(at: ReadBytes, size: number): Generator<Draft | LogFlaw> {
    for (const row of rowsOf(at, size, table)) {
      if ('flaw' in row) yield row
      else yield* drafts(row)
    }
  }
  const extent = (at: ReadBytes, size: number): LogExtent => {
    let records = 0
    let from: RecordTime | undefined
    let to: RecordTime | undefined
    for (const draft of read(at, size)) {
      if ('flaw' in draft || draft.time === undefined) continue
      records++
      if (from === undefined || draft.time.ms < from.ms) from = draft.time
      if (to === undefined || draft.time.ms > to.ms) to = draft.time
    }
    return { records, from, to }
  }
  return { read, extent }
}

const databases = 'SQLite format 3'

export const lastlog2Log: BinaryFormat = {
  id: 'lastlog2',
  summary: { zh: '各账户最近一次登录(lastlog2 数据库)', en: 'the last login of each account (lastlog2 database)' },
  techniques: ['T1078'],
  references: ['https://github.com/util-linux/util-linux/tree/master/liblastlog2'],
  form: 'binary',
  source: 'last-logins',
  trust: 'service',
  paths: ['/var/lib/lastlog/lastlog2.db'],
  recognise: (head, name) =>
    head.startsWith(databases) && (/CREATE TABLE Lastlog\b/i.test(head) || name.startsWith('lastlog2')) ? 0.9 : 0,
  ...reader('Lastlog', lastLogins),
}

export const wtmpdbLog: BinaryFormat = {
  id: 'wtmpdb',
  summary: { zh: '登录记录数据库(wtmpdb)', en: 'database of logins (wtmpdb)' },
  techniques: ['T1078', 'T1021.004'],
  references: ['https://github.com/thkukuk/wtmpdb'],
  form: 'binary',
  source: 'logins',
  trust: 'service',
  paths: ['/var/lib/wtmpdb/wtmp.db', '/var/log/wtmp.db'],
  recognise: (head, name) => (head.startsWith(databases) && (/CREATE TABLE wtmp\b/i.test(head) || name.startsWith('wtmp')) ? 0.9 : 0),
  ...reader('wtmp', sessions),
}
