// Logs of MySQL and MariaDB: errors, and statements by the general log, the slow log and MariaDB's audit plugin.
import type { Draft, LineFormat, LineReader, RecordTime } from '../../core/log-format.ts'
import { shareOf } from './marks.ts'
import { addressOf } from './messages/kind.ts'
import { mysqlLabelled, mysqlMessages, mysqlTold } from './messages/mysql.ts'
import { isoStamp } from './record-time.ts'
import { sqlDeed, sqlNeedles } from './sql-deed.ts'

/** "2026-11-22T01:02:03.123456Z", "2026-11-22  1:02:03", "261122  1:02:03" (5.5), "20261122 01:02:03" (audit plugin). */
function stampOf(line: string): { readonly time: RecordTime; readonly end: number } | undefined {
  const direct = isoStamp(line)
  if (direct !== undefined) return direct
  const [all = '', year = '', month, day, hour = '', rest] = /^((?:20)?\d\d)-?(\d\d)-?(\d\d) {1,2}(\d{1,2})(:\d\d:\d\d)/.exec(line) ?? []
  const stamp =
    all === '' ? undefined : isoStamp(`${year.length === 2 ? `20${year}` : year}-${month}-${day} ${hour.padStart(2, '0')}${rest}`)
  return stamp && { time: stamp.time, end: all.length }
}

/** mysqld.log and error.log; labels tell it from the others. */
const error = /^ ?(?:0x[\da-f]{1,16}|\d{1,19})? ?\[(?:Note|Warning|ERROR|System|Error)\] /
/** General log: "\t   12 Query\tselect 1", the time only when it changes before MySQL 5.7. */
const general = /^\s{1,8}(\d{1,19}) (Connect|Query|Execute|Prepare|Init DB|Change user)\t(.{0,8000})$/s
const connect = /^(.{0,80}?)@(\S{1,255}) (?:on|as)\b/
const denied = /^Access denied for user '(.{0,80}?)'@'([^']{1,255})'/
/** Audit plugin: time,server,user,host,connection,query,QUERY,database,'statement',code. */
const audit =
  /^,([^,]{0,255}),([^,]{0,80}),([^,]{0,255}),(\d{1,19}),(\d{1,19}),(CONNECT|FAILED_CONNECT|QUERY),([^,]{0,64}),(.{0,8000}),(\d{1,6})$/s
const slowUser = /^# User@Host: (.{0,80}?)\[.{0,80}?\] @ (\S{0,255}) ?\[([^\]]{0,60})\]/

class Reader implements LineReader {
  private time_: RecordTime | undefined
  private who: Partial<Draft> = {}
  private readonly threads = new Map<string, Partial<Draft>>()

  time(text: string): RecordTime | undefined {
    return stampOf(text)?.time ?? (text.startsWith('# Time: ') ? stampOf(text.slice(8))?.time : undefined)
  }

  line(raw: string): readonly Draft[] {
    const text = raw.slice(0, 12_000)
    const stamp = stampOf(text)
    if (stamp !== undefined) this.time_ = stamp.time
    else if (text.startsWith('# Time: ')) this.time_ = stampOf(text.slice(8))?.time ?? this.time_
    const rest = stamp === undefined ? text : text.slice(stamp.end)
    const found = this.read(rest, text, stamp !== undefined)
    return found === undefined ? [] : [{ time: this.time_, program: 'mysqld', ...found }]
  }

  private read(rest: string, text: string, isStamped: boolean): Omit<Draft, 'time'> | undefined {
    const slow = slowUser.exec(text)
    if (slow !== null) {
      this.who = { user: slow[1] || undefined, address: addressOf(slow[3]) ?? addressOf(slow[2]) }
      return undefined
    }
    const [, thread = '', what, said = ''] = general.exec(rest) ?? []
    if (what !== undefined) return this.said(thread, what, said)
    if (isStamped) {
      const row = audit.exec(rest)
      if (row !== null) return audited(row)
      return error.test(rest) ? mysqlTold(mysqlLabelled(rest.trimStart())) : undefined
    }
    // A statement in the slow log, or the further lines of one.
    if (/^[#/]/.test(text)) return undefined
    const deed = sqlDeed(text, 'mysql')
    return deed && { ...this.who, ...deed }
  }

  private said(thread: string, what: string, said: string): Omit<Draft, 'time'> | undefined {
    if (what === 'Connect') {
      const refused = denied.exec(said)
      if (refused !== null)
        return {
          verb: 'login-failed',
          outcome: 'failure',
          user: refused[1],
          address: addressOf(refused[2]),
          method: 'mysql',
          fold: `mysql ${refused[1]} ${refused[2]}`,
        }
      const [, user, host] = connect.exec(said) ?? []
      const who = { user, address: addressOf(host) }
      if (this.threads.size >= 1000) this.threads.clear()
      this.threads.set(thread, who)
      this.who = who
      return host === undefined || host === 'localhost' || /^127\.|^::1$/.test(host)
        ? undefined
        : { verb: 'login', outcome: 'success', method: 'mysql', ...who, fold: `mysql in ${user} ${host}` }
    }
    this.who = this.threads.get(thread) ?? {}
    const deed = sqlDeed(said, 'mysql')
    return deed && { ...this.who, ...deed }
  }
}

function audited([, , user = '', host = '', , , what, , statement = '', code]: RegExpExecArray): Omit<Draft, 'time'> | undefined {
  const who = { user, address: addressOf(host) }
  if (what === 'QUERY') {
    const deed = sqlDeed(statement.replace(/^'|'$/g, '').replaceAll("\\'", "'"), 'mysql')
    return deed && { ...who, ...deed, outcome: code === '0' ? 'success' : 'failure' }
  }
  if (what === 'FAILED_CONNECT') return { verb: 'login-failed', outcome: 'failure', ...who, method: 'mysql', fold: `mysql ${user} ${host}` }
  return who.address === undefined || /^127\./.test(host)
    ? undefined
    : { verb: 'login', outcome: 'success', ...who, method: 'mysql', fold: `mysql in ${user} ${host}` }
}

export const mysqlLog: LineFormat = {
  id: 'mysql-log',
  summary: {
    zh: 'MySQL/MariaDB 错误、通用、慢查询与审计日志',
    en: 'logs of MySQL and MariaDB: errors, general, slow queries, audit plugin',
  },
  techniques: ['T1190', 'T1505.001', 'T1110'],
  references: ['https://dev.mysql.com/doc/refman/8.4/en/server-logs.html', 'https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/'],
  form: 'lines',
  source: 'mysql',
  trust: 'service',
  paths: [
    '/var/log/mysql/*.log',
    '/var/log/mysql*.log',
    '/var/log/mysqld.log',
    '/var/log/mariadb/*.log',
    '/var/lib/mysql/*.err',
    '/var/lib/mysql/*.log',
    '/usr/local/mysql/data/*.err',
    '/www/server/data/*.err',
    '/www/server/data/*.log',
  ],
  needles: [
    ...new Set([...mysqlMessages.needles, ...sqlNeedles, ' connect\t', ',connect,', ',failed_connect,', '# user@host: ', '# time: ']),
  ],
  recognise: text =>
    0.9 *
    shareOf(text, line => {
      const stamp = stampOf(line)
      const rest = line.slice(stamp?.end ?? 0)
      return (
        /^# (?:Time|User@Host|Query_time): /.test(line) ||
        general.test(rest) ||
        (stamp !== undefined && (error.test(rest) || audit.test(rest)))
      )
    }),
  open: () => new Reader(),
}
