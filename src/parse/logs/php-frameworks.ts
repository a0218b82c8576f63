// Logs of ThinkPHP and Laravel: the first keeps every request with the address it came from, and both keep what broke when somebody attacked.
import type { Draft, LineFormat, LineReader, LogPlace, RecordTime } from '../../core/log-format.ts'
import { type Access, isAddress } from './access.ts'
import { appNoise } from './app-noise.ts'
import { headedReader, type Mark, needlesOf, shareOf, toldBy } from './marks.ts'
import { isoStamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'
import { webReader } from './web-reader.ts'
import { changingTells, webTells } from './web-tells.ts'

const broken: readonly Mark[] = [
  {
    needles: [
      "eval()'d code",
      'method param miss',
      'method not exist',
      'module not exists',
      'class not exist',
      'illegal action name',
      'illegal controller name',
    ],
    like: /^.{0,200}?((?:method param miss|method not exists?|module not exists?|(?:controller|class) not exists?|illegal (?:action|controller) name|[^:]{0,200} in .{1,200}eval\(\)'d code).{0,300})/s,
    tell: ([, command]) => ({ verb: 'error', attack: 'thinkphp-invoke', command, fold: `thinkphp ${command?.slice(0, 60)}` }),
  },
  {
    needles: ['phar://', 'file_get_contents(', 'viewfile', 'makeviewvariableoptional'],
    // Ignition's solution (CVE-2021-3129) reads whatever it is told to.
    like: /^.{0,100}?file_get_contents\(((?:phar|php):\/\/[^)]{1,400}|A{8}[^)]{0,100})\): [Ff]ailed to open stream/s,
    tell: ([, path]) => ({ verb: 'exploit', attack: 'laravel-ignition', outcome: 'failure', path, fold: 'ignition' }),
  },
  {
    needles: ['unserialize()', 'the mac is invalid', 'the payload is invalid'],
    like: /^.{0,40}?((?:unserialize\(\)|The (?:MAC|payload) is invalid).{0,200})/,
    tell: ([, command]) => ({ verb: 'error', command, method: 'decrypt', fold: 'laravel payload' }),
  },
]
const noise = [...shellNoise, ...minerNoise, ...appNoise]

const request = /^\[ (\d{4}-\d\d-\d\d[T ][\d:]{8}(?:[+-]\d\d:\d\d)?) \] ([\da-fA-F.:]{2,45}) ([A-Z]{3,8}) (\S{1,255}?)(\/\S{0,4000})?$/
const bare = /^\[ (\d{4}-\d\d-\d\d[T ][\d:]{8}(?:[+-]\d\d:\d\d)?) \]/

class ThinkReader implements LineReader {
  private last: Partial<Draft> = {}
  private readonly web: LineReader

  constructor(place: LogPlace) {
    this.web = webReader(place, parseThink, this.time)
  }

  time(text: string): RecordTime | undefined {
    const stamp = bare.exec(text)?.[1] ?? /^\[(\d{4}-\d\d-\d\d[T ][\d:]{8}(?:[+-]\d\d:\d\d)?)\]/.exec(text)?.[1]
    return stamp === undefined ? undefined : isoStamp(stamp)?.time
  }

  *line(text: string): Iterable<Draft> {
    const one = parseThink(text)
    if (one !== undefined) {
      this.last = { time: one.time, address: one.address || undefined }
      yield* this.web.line(text)
      return
    }
    const time = this.time(text)
    if (time !== undefined) this.last = { ...this.last, time }
    // "[ error ] [0]…" and, since 6.0, "[2026-…][error] …".
    const message = text.replace(/^\[[^\]]{19,30}\]/, '').replace(/^\s{0,4}\[ ?(?:error|sql|info|notice|debug|warning) ?\] ?/, '')
    const told = toldBy(broken, message.slice(0, 4000)) ?? toldBy(noise, message.slice(0, 4000))
    if (told !== undefined) yield { ...this.last, program: 'thinkphp', ...told }
  }
}

function parseThink(text: string): Access | undefined {
  const [, stamp = '', address = '', method = '', , target = '/'] = request.exec(text) ?? []
  const time = stamp === '' ? undefined : isoStamp(stamp)?.time
  if (time === undefined || !isAddress(address)) return undefined
  return { time, address, user: '', method, target, status: undefined, bytes: undefined, agent: '', referer: '' }
}

export const thinkphpLog: LineFormat = {
  id: 'thinkphp-log',
  summary: { zh: 'ThinkPHP 运行日志', en: 'logs of ThinkPHP' },
  techniques: ['T1190', 'T1505.003'],
  references: ['https://doc.thinkphp.cn/v8_0/log_processing.html', 'https://nvd.nist.gov/vuln/detail/CVE-2018-20062'],
  form: 'lines',
  source: 'application',
  trust: 'service',
  paths: [
    '/var/www/*/runtime/log/*/*.log',
    '/var/www/html/*/runtime/log/*/*.log',
    '/www/wwwroot/*/runtime/log/*/*.log',
    '/www/wwwroot/*/runtime/*/log/*/*.log',
    '/www/wwwroot/*/Runtime/Logs/*/*.log',
    '/data/www*/*/runtime/log/*/*.log',
    '/usr/share/nginx/html/*/runtime/log/*/*.log',
  ],
  needles: [...new Set([' ] ', ...webTells, ...changingTells, ...needlesOf(broken, noise)])],
  recognise: text => (/^\[ \d{4}-\d\d-\d\d[T ][\d:]{8}(?:[+-]\d\d:\d\d)? \] [\da-fA-F.:]{2,45} [A-Z]{3,8} /m.test(text) ? 0.9 : 0),
  open: place => new ThinkReader(place),
}

const laravel = /^\[(\d{4}-\d\d-\d\d[T ][\d:.]{8,15}(?:[+-]\d\d:\d\d)?)\] \w{1,30}\.[A-Z]{4,9}: /

export const laravelLog: LineFormat = {
  id: 'laravel-log',
  summary: { zh: 'Laravel 应用日志', en: 'logs of Laravel' },
  techniques: ['T1190', 'T1059.004'],
  references: ['https://laravel.com/docs/11.x/logging', 'https://nvd.nist.gov/vuln/detail/CVE-2021-3129'],
  form: 'lines',
  source: 'application',
  trust: 'service',
  paths: [
    '/var/www/*/storage/logs/*.log',
    '/var/www/html/*/storage/logs/*.log',
    '/www/wwwroot/*/storage/logs/*.log',
    '/usr/share/nginx/html/*/storage/logs/*.log',
    '/app/storage/logs/*.log',
  ],
  needles: needlesOf(broken, noise),
  recognise: text => 0.9 * shareOf(text, line => laravel.test(line)) || (laravel.test(text) ? 0.8 : 0),
  open: () =>
    headedReader(
      line => {
        const [all = '', stamp = ''] = laravel.exec(line) ?? []
        const time = all === '' ? undefined : isoStamp(stamp)?.time
        return time && { time, program: 'laravel', message: line.slice(all.length) }
      },
      message => toldBy(broken, message) ?? toldBy(noise, message),
    ),
}
