// Syslog as JSON, one record per line: what journalctl prints with -o json, rsyslog and syslog-ng with JSON templates, and collectors such as fluent-bit.
import type { LineFormat } from '../../core/log-format.ts'
import { jsonLine } from './json-line.ts'
import { jsonTime } from './json-time.ts'
import { shareOf } from './marks.ts'
import { messageNeedles, openMessages } from './messages/speakers.ts'
import { bsdStamp, isoStamp, type Stamp } from './record-time.ts'

const names = {
  message: ['MESSAGE', 'message', 'msg', 'log', 'MSG'],
  program: [
    'SYSLOG_IDENTIFIER',
    '_COMM',
    'programname',
    'program',
    'PROGRAM',
    'ident',
    'app-name',
    'appname',
    'app_name',
    'syslogtag',
    'tag',
  ],
  pid: ['_PID', 'SYSLOG_PID', 'pid', 'PID', 'procid', 'process_id'],
  time: [
    '_SOURCE_REALTIME_TIMESTAMP',
    '__REALTIME_TIMESTAMP',
    'timereported',
    '@timestamp',
    'timestamp',
    'time',
    'date',
    'DATE',
    'ISODATE',
  ],
} as const

const textOf = (line: object, keys: readonly string[]): string => {
  for (const key of keys) {
    const found = (line as Readonly<Record<string, unknown>>)[key]
    if (typeof found === 'string' && found !== '') return found
    if (typeof found === 'number') return String(found)
    // journalctl writes what is no UTF-8 as a list of bytes.
    if (Array.isArray(found) && found.every(byte => Number.isInteger(byte))) return Buffer.from(found as number[]).toString('utf8')
  }
  return ''
}

const yearless = (text: string): Stamp | undefined => bsdStamp(text) ?? isoStamp(text)

function recordOf(line: string) {
  const value = jsonLine(line)
  if (value === undefined) return undefined
  const message = textOf(value, names.message)
  const [, program = '', inTag] = /^([\w./@:-]{1,60}?)(?:\[(\d{1,10})\])?:?$/.exec(textOf(value, names.program)) ?? []
  const stamp = textOf(value, names.time)
  const time = jsonTime(stamp) ?? yearless(stamp)?.time
  if (message === '' || program === '' || time === undefined) return undefined
  const pid = Number(inTag ?? (textOf(value, names.pid) || Number.NaN))
  return { message, program: program.slice(program.lastIndexOf('/') + 1), pid: Number.isInteger(pid) ? pid : undefined, time }
}

const inLine = /"(?:__REALTIME_TIMESTAMP|timereported|@timestamp|timestamp|time|date|DATE|ISODATE)" ?: ?"?([^",}]{10,40})/

export const syslogJson: LineFormat = {
  id: 'syslog-json',
  summary: {
    zh: 'JSON 格式的系统日志(journalctl -o json、rsyslog、fluent-bit)',
    en: 'syslog as JSON (journalctl -o json, rsyslog, fluent-bit)',
  },
  techniques: ['T1110', 'T1078', 'T1543.002'],
  references: ['man:journalctl(1)', 'man:systemd.journal-fields(7)', 'https://www.rsyslog.com/doc/configuration/templates.html'],
  form: 'lines',
  source: 'syslog',
  trust: 'service',
  paths: ['/var/log/syslog.json', '/var/log/messages.json', '/var/log/*-json.log'],
  // Messages stand in quotes here, with nothing before them that could be searched for.
  needles: [
    ...new Set(
      messageNeedles.map(needle => (needle.startsWith(': ') ? `"${needle.slice(2).replace(/".*$/, '')}` : needle.replace(/".*$/, ''))),
    ),
  ].filter(needle => needle.length > 3),
  recognise: text => 0.9 * shareOf(text, line => recordOf(line) !== undefined),
  open: () => {
    const read = openMessages()
    return {
      line(text) {
        const record = recordOf(text)
        return record === undefined ? [] : read(record.program, record.pid, record.message, record.time)
      },
      time(text) {
        const stamp = inLine.exec(text)?.[1] ?? ''
        return jsonTime(stamp) ?? yearless(stamp)?.time
      },
    }
  },
}
