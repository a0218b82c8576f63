// What guards that look at files and hosts found, in logs of their own: ClamAV, rkhunter, AIDE, Wazuh.
import type { Draft, LineFormat, LineReader, RecordTime } from '../../core/log-format.ts'
import { at, listAt, stringAt } from '../json.ts'
import { jsonLine } from './json-line.ts'
import { jsonTime } from './json-time.ts'
import { headedReader, shareOf } from './marks.ts'
import { addressOf } from './messages/kind.ts'
import { clamTold } from './messages/scanners.ts'
import { asctimeStamp, isoStamp } from './record-time.ts'

const techniques = ['T1204.002', 'T1014', 'T1565.001']
const base = { form: 'lines', source: 'guards', trust: 'service', techniques } as const

export const clamavLog: LineFormat = {
  ...base,
  id: 'clamav-log',
  summary: { zh: 'ClamAV 扫描日志', en: 'logs of ClamAV' },
  references: ['https://docs.clamav.net/manual/Usage/Scanning.html'],
  paths: ['/var/log/clamav/*.log', '/var/log/clamd*.log', '/var/log/clamscan*.log', '/var/log/clamd.scan'],
  needles: [' FOUND', 'Scan started: '],
  recognise: text => (/^-{5,} SCAN (?:SUMMARY|REPORT)|^Scan started: |^\w{3} \w{3} [ \d]\d [\d:]{8} \d{4} -> /m.test(text) ? 0.8 : 0),
  open: () =>
    headedReader(
      line => {
        const isStart = line.startsWith('Scan started: ')
        const stamp = asctimeStamp(line, isStart ? 14 : 0)
        return stamp && { time: stamp.time, program: 'clamav', message: line.slice(stamp.end).replace(/^ -> /, '') }
      },
      // clamscan writes its findings without a time.
      message => clamTold(message),
    ),
}

const rkhunter = /^\[(\d\d:\d\d:\d\d)\] (.{0,400})/s

/** Lines have a time of day; the day stands in one of the first. */
class RkhunterReader implements LineReader {
  private day = ''

  time(text: string): RecordTime | undefined {
    const [, clock = '', said = ''] = rkhunter.exec(text) ?? []
    const start = /^Info: (?:Start|End) date is (.{10,40})$/.exec(said)?.[1]?.replace(/ [A-Z]{3,5} (?=\d{4}$)/, ' ')
    const stamp = start === undefined ? undefined : asctimeStamp(start)
    if (stamp !== undefined) this.day = new Date(stamp.time.ms).toISOString().slice(0, 10)
    return this.day === '' || clock === '' ? undefined : isoStamp(`${this.day} ${clock}`)?.time
  }

  *line(text: string): Iterable<Draft> {
    const time = this.time(text)
    const said = /^(?:Warning: (.{3,300})|.{0,200}\[ (Warning|Infected) \])$/.exec(rkhunter.exec(text)?.[2] ?? '')
    if (said === null || said[1] === undefined) return
    yield {
      time,
      verb: 'alert',
      program: 'rkhunter',
      method: said[1],
      path: /'?(\/[\w./-]{2,200})/.exec(said[1])?.[1],
      fold: `rkhunter ${said[1]}`,
    }
  }
}

export const rkhunterLog: LineFormat = {
  ...base,
  id: 'rkhunter-log',
  summary: { zh: 'rkhunter 检查日志', en: 'the log of rkhunter' },
  references: ['man:rkhunter(8)'],
  paths: ['/var/log/rkhunter.log', '/var/log/rkhunter/rkhunter.log'],
  needles: ['Warning: ', 'Info: Start date', 'Info: End date'],
  recognise: text => (/^\[\d\d:\d\d:\d\d\] Running Rootkit Hunter version/m.test(text) ? 1 : 0),
  open: () => new RkhunterReader(),
}

const aideHead = /^(?:Start timestamp: )(.{19,30})/
const aideEntry = /^(?:([fdlbcps])([<>=.+\-:!A-Za-z\s]{8,24}): (\/.{1,1000})|(added|removed|changed): (\/.{1,1000}))$/

export const aideLog: LineFormat = {
  ...base,
  id: 'aide-log',
  summary: { zh: 'AIDE 文件完整性报告', en: 'reports of AIDE' },
  references: ['man:aide(1)'],
  paths: ['/var/log/aide/*.log', '/var/log/aide.log', '/var/log/aide/aide.report'],
  needles: [': /', 'Start timestamp: '],
  recognise: text => (/^(?:AIDE found differences|Start timestamp: .{19,40}\(AIDE )/m.test(text) ? 1 : 0),
  open: () =>
    headedReader(
      line => {
        const stamp = isoStamp(aideHead.exec(line)?.[1] ?? '')
        return stamp && { time: stamp.time, program: 'aide', message: '' }
      },
      message => {
        const [, kind, marks = '', path, word, older] = aideEntry.exec(message) ?? []
        if (path === undefined && older === undefined) return undefined
        const deed = word ?? (/^\++$/.test(marks.trim()) ? 'added' : /^-+$/.test(marks.trim()) ? 'removed' : 'changed')
        return kind === 'd' && deed === 'changed'
          ? undefined
          : { verb: 'file', path: path ?? older, method: `aide ${deed}`, trust: 'service' }
      },
    ),
}

export const wazuhAlerts: LineFormat = {
  ...base,
  id: 'wazuh-alerts',
  summary: { zh: 'Wazuh 告警', en: 'alerts of Wazuh' },
  references: ['https://documentation.wazuh.com/current/user-manual/reference/ossec-conf/alerts.html'],
  paths: ['/var/ossec/logs/alerts/alerts.json'],
  needles: ['"rule":{'],
  recognise: text => 0.95 * shareOf(text, line => at(jsonLine(line), 'rule', 'level') !== undefined),
  open: () => ({
    *line(text): Iterable<Draft> {
      const alert = jsonLine(text)
      const level = Number(at(alert, 'rule', 'level'))
      // Below 5 it tells what is ordinary.
      if (!(level >= 5)) return
      const what = stringAt(alert, 'rule', 'description').slice(0, 200)
      const address = addressOf(stringAt(alert, 'data', 'srcip'))
      yield {
        time: jsonTime(at(alert, 'timestamp')),
        verb: 'alert',
        program: 'wazuh',
        method: `${stringAt(alert, 'rule', 'id')} ${what}`,
        address,
        user: stringAt(alert, 'data', 'dstuser') || undefined,
        path: stringAt(alert, 'syscheck', 'path') || undefined,
        attack: listAt(alert, 'rule', 'mitre', 'id').find(id => typeof id === 'string') as string | undefined,
        fold: `wazuh ${what} ${address}`,
      }
    },
    time: text => jsonTime(/^\{"timestamp":"([^"]{10,40})"/.exec(text)?.[1] ?? ''),
  }),
}
