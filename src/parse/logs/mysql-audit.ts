// Audit logs of MySQL as JSON: MySQL Enterprise's and Percona's, which name account, address and statement of every connection.
import type { Draft, LineFormat } from '../../core/log-format.ts'
import { at, stringAt } from '../json.ts'
import { jsonLine } from './json-line.ts'
import { shareOf } from './marks.ts'
import { addressOf } from './messages/kind.ts'
import { isoStamp } from './record-time.ts'
import { sqlDeed, sqlNeedles } from './sql-deed.ts'

/** MySQL Enterprise lists its records in one array: a line may begin with "[" and end with ",". */
const plain = (text: string): string => text.replace(/^\s{0,8}\[?\s{0,8}(?=\{)/, '').replace(/,?\s{0,8}\]?\s{0,8}$/, '')
const timeOf = (stamp: string) => isoStamp(stamp.endsWith('Z') ? stamp : `${stamp.replace(/ UTC$/, '')}Z`)?.time

function told(text: string): Draft | undefined {
  const value = jsonLine(plain(text))
  const percona = at(value, 'audit_record')
  const record = percona ?? value
  const time = timeOf(stringAt(record, 'timestamp'))
  if (time === undefined) return undefined
  const statement = stringAt(record, 'sqltext') || stringAt(record, 'general_data', 'query')
  const status = Number(at(record, 'status') ?? at(record, 'general_data', 'status') ?? at(record, 'connection_data', 'status') ?? 0)
  const who = {
    time,
    program: 'mysqld',
    user: stringAt(record, 'account', 'user') || /^([^[\s]{0,80})/.exec(stringAt(record, 'user'))?.[1] || undefined,
    address: addressOf(stringAt(record, 'login', 'ip') || stringAt(record, 'ip') || stringAt(record, 'account', 'host')),
    outcome: status === 0 ? ('success' as const) : ('failure' as const),
  }
  if (/^connect$/i.test(stringAt(record, 'event') || stringAt(record, 'name'))) {
    if (who.outcome === 'failure') return { ...who, verb: 'login-failed', method: 'mysql', fold: `mysql ${who.user} ${who.address}` }
    return who.address === undefined || /^127\.|^::1$/.test(who.address)
      ? undefined
      : { ...who, verb: 'login', method: 'mysql', fold: `mysql in ${who.user} ${who.address}` }
  }
  const deed = statement === '' ? undefined : sqlDeed(statement, 'mysql')
  return deed && { ...who, ...deed }
}

export const mysqlAudit: LineFormat = {
  id: 'mysql-audit',
  summary: { zh: 'MySQL 审计日志(JSON)', en: 'audit logs of MySQL as JSON' },
  techniques: ['T1190', 'T1505.001', 'T1110'],
  references: [
    'https://dev.mysql.com/doc/refman/8.4/en/audit-log-file-formats.html',
    'https://docs.percona.com/percona-server/8.0/audit-log-plugin.html',
  ],
  form: 'lines',
  source: 'mysql',
  trust: 'service',
  paths: ['/var/lib/mysql/audit.log', '/var/lib/mysql/audit.json', '/var/log/mysql/audit*.log', '/var/log/mysql-audit*.json'],
  needles: [...new Set(['"connect"', ...sqlNeedles])],
  recognise: text =>
    0.95 *
    shareOf(
      text,
      line => /"(?:audit_record|connection_id)"/.test(line) && timeOf(/"timestamp": ?"([^"]{19,30})"/.exec(line)?.[1] ?? '') !== undefined,
    ),
  open: () => ({
    *line(text) {
      const draft = told(text)
      if (draft !== undefined) yield draft
    },
    time: text => timeOf(/"timestamp": ?"([^"]{19,30})"/.exec(text)?.[1] ?? ''),
  }),
}
