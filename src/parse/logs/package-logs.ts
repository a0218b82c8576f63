// What package managers wrote down: dpkg, apt, yum, dnf, zypper and apk, each in its own words, as the same kind of event.
import type { Draft, LineFormat, LineReader, RecordTime } from '../../core/log-format.ts'
import { bsdStamp, isoStamp } from './record-time.ts'

const longestList = 400
const techniques = ['T1072', 'T1543', 'T1070']

function lines(told: (text: string) => Draft | undefined, time: (text: string) => RecordTime | undefined): () => LineReader {
  return () => ({
    *line(text) {
      const draft = told(text)
      if (draft !== undefined) yield draft
    },
    time,
  })
}

const installed = (time: RecordTime, program: string, method: string, name: string, version = ''): Draft => ({
  time,
  verb: 'package',
  outcome: 'success',
  program,
  method,
  package: version === '' ? name : `${name} ${version}`,
})

const dpkg = /^ (install|upgrade|remove|purge|trigproc|configure) ([\w.+-]{1,100}(?::[\w-]{1,20})?) (\S{1,100}) (\S{1,100})$/

export const dpkgLog: LineFormat = {
  id: 'dpkg-log',
  summary: { zh: 'dpkg 软件包日志', en: 'the log of dpkg' },
  techniques,
  references: ['man:dpkg(1)'],
  form: 'lines',
  source: 'packages',
  trust: 'service',
  paths: ['/var/log/dpkg.log'],
  needles: [' install ', ' upgrade ', ' remove ', ' purge '],
  recognise: text =>
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:startup|status|install|upgrade|configure|conffile|remove|purge|trigproc) /.test(text) ? 1 : 0,
  open: lines(
    text => {
      const stamp = isoStamp(text)
      const [, method = '', name = '', before, after = ''] = (stamp && dpkg.exec(text.slice(stamp.end))) ?? []
      if (stamp === undefined || !/^(?:install|upgrade|remove|purge)$/.test(method)) return undefined
      return installed(stamp.time, 'dpkg', method, name, after === '<none>' ? before : after)
    },
    text => isoStamp(text)?.time,
  ),
}

/** "Start-Date: 2026-01-02  03:04:05" to "End-Date: …": one event of all that lies between. */
class AptReader implements LineReader {
  private readonly fields = new Map<string, string>()

  time(text: string): RecordTime | undefined {
    const [, date, clock] = /^(?:Start|End)-Date: (\d{4}-\d\d-\d\d) {1,2}(\d\d:\d\d:\d\d)$/.exec(text) ?? []
    return date === undefined ? undefined : isoStamp(`${date} ${clock}`)?.time
  }

  *line(text: string): Iterable<Draft> {
    const [, key = '', value = ''] = /^([A-Z][A-Za-z-]{2,20}): (.{0,20000})$/.exec(text) ?? []
    if (key === 'Start-Date') yield* this.end()
    if (key !== '') this.fields.set(key, key.endsWith('-Date') ? text : value)
    if (key === 'End-Date') yield* this.end()
  }

  *end(): Iterable<Draft> {
    const { fields } = this
    const start = fields.get('Start-Date')
    const command = fields.get('Commandline')
    const by = /^(\S{1,64}) \(\d{1,10}\)$/.exec(fields.get('Requested-By') ?? '')?.[1]
    const deeds = ['Install', 'Upgrade', 'Downgrade', 'Reinstall', 'Remove', 'Purge'].filter(deed => fields.has(deed))
    const outcome = fields.has('Error') ? 'failure' : 'success'
    const time = start === undefined ? undefined : this.time(start)
    const excerpt = [...fields].map(([key, value]) => (key.endsWith('-Date') ? value : `${key}: ${value}`)).join('\n')
    for (const deed of time === undefined ? [] : deeds) {
      const list = fields.get(deed)?.slice(0, longestList)
      yield { time, verb: 'package', outcome, user: by, program: 'apt', method: deed.toLowerCase(), package: list, command, excerpt }
    }
    fields.clear()
  }
}

export const aptHistory: LineFormat = {
  id: 'apt-history',
  summary: { zh: 'apt 操作历史', en: 'history of apt' },
  techniques,
  references: ['man:apt.conf(5)'],
  form: 'lines',
  source: 'packages',
  trust: 'service',
  paths: ['/var/log/apt/history.log'],
  needles: [],
  recognise: text => (/^\s*Start-Date: \d{4}-\d\d-\d\d {1,2}\d\d:\d\d:\d\d\n/.test(text) ? 1 : 0),
  open: () => new AptReader(),
}

const rpm =
  /^ (?:\w{4,9} )?(Installed|Updated|Upgraded|Upgrade|Erased|Erase|Removed|Downgraded|Reinstalled|Install|Removed): ((?:\d{1,4}:)?[\w.+~^-]{1,150}(?::[\w.+~^-]{1,100})?)$/
const asked = /^ (?:\w{4,9} )?Command: ((?:dnf|yum|microdnf) .{1,1000})$/

export const rpmLog: LineFormat = {
  id: 'rpm-log',
  summary: { zh: 'yum 与 dnf 软件包日志', en: 'logs of yum and dnf' },
  techniques,
  references: ['man:yum.conf(5)', 'man:dnf.conf(5)'],
  form: 'lines',
  source: 'packages',
  trust: 'service',
  paths: ['/var/log/yum.log', '/var/log/dnf.rpm.log', '/var/log/dnf.log'],
  needles: [
    'Installed: ',
    'Install: ',
    'Updated: ',
    'Upgraded: ',
    'Upgrade: ',
    'Erased: ',
    'Erase: ',
    'Removed: ',
    'Downgraded: ',
    'Reinstalled: ',
    ' Command: ',
  ],
  recognise: text =>
    /^(?:\d{4}-\d\d-\d\dT\S{1,30}|[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d) (?:\w{4,9} )?(?:Installed|Updated|Upgraded?|Erased?|--- logging initialized)/.test(
      text,
    )
      ? 0.9
      : 0,
  open: lines(
    text => {
      const stamp = isoStamp(text) ?? bsdStamp(text)
      if (stamp === undefined) return undefined
      const rest = text.slice(stamp.end, stamp.end + 1200)
      const [, deed, name = ''] = rpm.exec(rest) ?? []
      if (deed !== undefined) return installed(stamp.time, 'rpm', deed.toLowerCase(), name)
      const command = asked.exec(rest)?.[1]
      return command === undefined ? undefined : { time: stamp.time, verb: 'command', program: 'dnf', command }
    },
    text => (isoStamp(text) ?? bsdStamp(text))?.time,
  ),
}

const zypp = /^\|(install|remove |remove|command)\|([^|]{1,1000})\|([^|]{0,200})\|/

export const zypperHistory: LineFormat = {
  id: 'zypper-history',
  summary: { zh: 'zypper 操作历史', en: 'history of zypper' },
  techniques,
  references: ['man:zypper(8)'],
  form: 'lines',
  source: 'packages',
  trust: 'service',
  paths: ['/var/log/zypp/history'],
  needles: ['|install|', '|remove', '|command|'],
  recognise: text => (/^(?:#.*\n){0,40}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\|(?:install|remove|command|radd|rremove)/.test(text) ? 1 : 0),
  open: lines(
    text => {
      const stamp = isoStamp(text)
      const [, deed = '', name = '', version = ''] = (stamp && zypp.exec(text.slice(stamp.end))) ?? []
      if (stamp === undefined || deed === '') return undefined
      if (deed !== 'command') return installed(stamp.time, 'zypper', deed.trim(), name, version)
      return { time: stamp.time, verb: 'command', user: name.split('@')[0], program: 'zypper', command: version }
    },
    text => isoStamp(text)?.time,
  ),
}

/** "Running `apk add tor` at 2026-01-02 03:04:05", and below it "(1/2) Installing tor (0.4.8)". */
class ApkReader implements LineReader {
  private now: RecordTime | undefined

  time(text: string): RecordTime | undefined {
    const found = /^Running `.{1,2000}` at (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.exec(text)?.[1]
    return found === undefined ? undefined : isoStamp(found)?.time
  }

  *line(text: string): Iterable<Draft> {
    const time = this.time(text)
    if (time !== undefined) {
      this.now = time
      yield { time, verb: 'command', program: 'apk', command: text.slice(9, text.lastIndexOf('` at ')) }
      return
    }
    const [, deed = '', name = '', version = ''] =
      /^\(\d{1,5}\/\d{1,5}\) (Installing|Upgrading|Purging|Replacing|Downgrading|Reinstalling) (\S{1,100}) \((.{1,120})\)$/.exec(text) ?? []
    if (deed !== '')
      yield {
        time: this.now,
        verb: 'package',
        outcome: 'success',
        program: 'apk',
        method: deed.toLowerCase(),
        package: `${name} ${version}`,
      }
  }
}

export const apkLog: LineFormat = {
  id: 'apk-log',
  summary: { zh: 'apk 软件包日志', en: 'the log of apk' },
  techniques,
  references: ['https://gitlab.alpinelinux.org/alpine/apk-tools'],
  form: 'lines',
  source: 'packages',
  trust: 'service',
  paths: ['/var/log/apk.log'],
  needles: ['Running `', 'Installing ', 'Upgrading ', 'Purging ', 'Replacing ', 'Downgrading '],
  recognise: text => (/^\s*Running `.{1,500}` at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n/.test(text) ? 1 : 0),
  open: () => new ApkReader(),
}
