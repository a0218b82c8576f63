// Error logs of nginx and Apache: what programs behind them said, crashes, what their firewalls refused, and attacks that got no further.
import type { Draft, LineFormat, LineReader, LogPlace, RecordTime } from '../../core/log-format.ts'
import { type Access, isAddress, requestLine } from './access.ts'
import { type Mark, needlesOf, shareOf, toldBy } from './marks.ts'
import { addressOf } from './messages/kind.ts'
import { asctimeStamp, isoStamp } from './record-time.ts'
import { minerNoise, shellNoise } from './shell-noise.ts'
import { attackIn } from './web-reader.ts'
import { webTells } from './web-tells.ts'

interface Trouble {
  readonly time: RecordTime
  readonly pid: number | undefined
  readonly program: string
  readonly message: string
  readonly address: string
  readonly request: string
}

const nginx = /^(\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d) \[(\w{4,6})\] (\d{1,10})#\d{1,10}: (?:\*\d{1,19} )?/
/** ngx_http_log_error_handler() escapes nothing: request, host and referer stand there as they came. */
const nginxClient =
  /, client: ([\da-fA-F.:]{2,45}|unix:), server: [^",]{0,300}(?:, (?:sub)?request: "(.{0,4000}?)"(?=, (?:upstream|host|referrer|subrequest): "|$))?/s

export function nginxTrouble(line: string): Trouble | undefined {
  const [head = '', stamp = '', , pid] = nginx.exec(line) ?? []
  const time = head === '' ? undefined : isoStamp(stamp)?.time
  if (time === undefined) return undefined
  const message = line.slice(head.length)
  const client = nginxClient.exec(message)
  // A path or a referer may hold the same words: then nobody knows which of them nginx wrote.
  const isForged = message.split(', client: ').length > 2
  return {
    time,
    pid: Number(pid),
    program: 'nginx',
    message: client === null ? message : message.slice(0, client.index),
    address: isForged ? '' : (client?.[1] ?? ''),
    request: isForged ? '' : (client?.[2] ?? ''),
  }
}

const apache =
  /^\[([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})? \d{4})\] \[(?:[\w-]{0,30}:)?\w{4,8}\](?: \[pid (\d{1,10})(?::tid \d{1,20})?\])?(?: \[client ([\da-fA-F.:[\]]{2,60})\])? /

/** Apache 2.4 puts the port behind every address, 2.2 behind none: of IPv6 without brackets nothing else tells. */
function clientOf(text: string, hasPort: boolean): string {
  const bracketed = /^\[([^[\]]{2,45})\](?::\d{1,5})?$/.exec(text)?.[1]
  const address = bracketed ?? (hasPort || text.includes('.') ? text.replace(/:\d{1,5}$/, '') : text)
  return addressOf(address) ?? ''
}

export function apacheTrouble(line: string): Trouble | undefined {
  const [head = '', stamp = '', pid, client = ''] = apache.exec(line) ?? []
  const time = head === '' ? undefined : asctimeStamp(stamp)?.time
  if (time === undefined) return undefined
  // Apache puts the referer behind everything else.
  const message = line.slice(head.length).replace(/, referer: .{0,2000}$/s, '')
  const request =
    /^AH00126: Invalid URI in request (.{1,2000})$/.exec(message)?.[1] ??
    /^AH10244: invalid URI path \((.{1,2000})\)$/.exec(message)?.[1]?.replace(/^/, 'GET ')
  return {
    time,
    pid: pid === undefined ? undefined : Number(pid),
    program: 'apache',
    message,
    address: clientOf(client, pid !== undefined),
    request: request ?? '',
  }
}

const marks: readonly Mark[] = [
  {
    needles: ['modsecurity: '],
    like: /^(?:\[client [^\]]{1,60}\] )?ModSecurity: (Access denied|Warning)\b.{0,4000}?\[id "(\d{1,10})"\]/s,
    tell: ({ 0: text, 1: what, 2: id, input }) => ({
      verb: 'alert',
      outcome: what === 'Warning' ? undefined : 'failure',
      method: `ModSecurity ${id}`,
      attack: /\[msg "([^"]{1,200})"\]/.exec(input.slice(text.length))?.[1],
      fold: `modsecurity ${id}`,
    }),
  },
  {
    needles: ['password mismatch', ' was not found in "', ': authentication failure for "', ' not found: /'],
    like: /^(?:AH\d{5}: |Digest: )?user ["`']?(.{0,80}?)["']?(?:: password mismatch\b| was not found in "|: authentication failure for "| in realm `.{0,200}' not found: | not found: )/s,
    tell: ([, user]) => ({ verb: 'request', outcome: 'failure', user, method: 'password', fold: `web password ${user}` }),
  },
  {
    needles: ['exit signal ', 'exited on signal '],
    like: /^(?:AH00051: |AH00052: )?(?:child pid|worker process) \d{1,10} (?:exit signal|exited on signal) (.{1,60})/,
    tell: ([, why]) => ({ verb: 'error', method: `crash ${why}`, fold: 'web server crash' }),
  },
  {
    needles: ['upstream prematurely closed'],
    like: /^upstream prematurely closed connection/,
    tell: () => ({ verb: 'error', method: 'upstream closed', fold: 'upstream closed' }),
  },
  {
    needles: ['resuming normal operations', 'caught sigterm'],
    like: /^(?:AH00163: .{1,300} configured -- resuming normal operations|AH00169: caught SIGTERM, shutting down)$/,
    tell: ([text]) => ({ verb: 'unit', unit: 'apache', method: text.startsWith('AH00163') ? 'started' : 'stopped' }),
  },
]
const noise = [...shellNoise, ...minerNoise]

/** What a program behind the server wrote to its standard error, as CGI, FastCGI and PHP pass it on. */
const passedOn =
  /^(?:AH01215: (?:stderr from [^:]{1,300}: )?|FastCGI sent in stderr: "(?:PHP message: )?|Got error '(?:PHP message: )?|upstream sent unexpected FastCGI record: )(.{1,4000}?)(?:" while |"?$|'?$)/s

function reader(place: LogPlace, troubleOf: (line: string) => Trouble | undefined, time: LineReader['time']): LineReader {
  const known = place.patches?.of('access-log')
  let last: Trouble | undefined
  return {
    time,
    *line(text) {
      const line = text.slice(0, 12_000)
      const trouble = troubleOf(line)
      last = trouble ?? last
      if (last === undefined) return
      const basics = { time: last.time, pid: last.pid, program: last.program }
      if (trouble === undefined) {
        // Children write to the same file without a head.
        const told = toldBy(noise, line)
        if (told !== undefined) yield { ...basics, ...told }
        return
      }
      const { address, message } = trouble
      const said = passedOn.exec(message)?.[1]
      const told = toldBy(marks, message) ?? (said === undefined ? undefined : saidBy(said))
      const { method, target } = requestLine(trouble.request)
      const who: Partial<Draft> = {
        address: address || undefined,
        request: trouble.request === '' ? undefined : `${method} ${target}`.trim().slice(0, 2000),
      }
      if (told !== undefined) yield { ...basics, ...who, ...told, fold: `${told.fold} ${address}` }
      if (trouble.request === '') return
      const one: Access = {
        time: trouble.time,
        address: isAddress(address) ? address : '',
        user: '',
        method,
        target,
        status: undefined,
        bytes: undefined,
        agent: '',
        referer: '',
      }
      const attack = attackIn(one, trouble.request, known)
      if (attack !== undefined) yield { ...attack, ...basics, fold: `error ${attack.fold}` }
    },
  }
}

/** Each line of it; the first that tells something. */
function saidBy(said: string) {
  for (const line of said.split(/\r?\n|\\n|; (?=sh: |PHP message: )/)) {
    const told = toldBy(noise, line.replace(/^PHP message: /, '').replace(/: \/\S{1,300}$/, ''))
    if (told !== undefined) return told
  }
  return undefined
}

const needles = [...new Set([...needlesOf(marks, noise), ...webTells])]

export const nginxError: LineFormat = {
  id: 'nginx-error',
  summary: { zh: 'nginx 错误日志', en: 'error log of nginx' },
  techniques: ['T1190', 'T1059.004'],
  references: [
    'https://nginx.org/en/docs/ngx_core_module.html#error_log',
    'https://github.com/nginx/nginx/blob/release-1.22.1/src/http/ngx_http_request.c',
  ],
  form: 'lines',
  source: 'web-error',
  trust: 'service',
  paths: [
    '/var/log/nginx/*error*log',
    '/usr/local/nginx/logs/*error*log',
    '/usr/local/openresty/nginx/logs/*error*log',
    '/www/wwwlogs/*error*.log',
    '/var/log/gitlab/nginx/*error*log',
  ],
  needles,
  recognise: text => 0.95 * shareOf(text, line => nginxTrouble(line) !== undefined),
  open: place => reader(place, nginxTrouble, text => (nginx.test(text.slice(0, 80)) ? isoStamp(text)?.time : undefined)),
}

export const apacheError: LineFormat = {
  id: 'apache-error',
  summary: { zh: 'Apache 错误日志(含 ModSecurity、CGI、PHP 输出)', en: 'error log of Apache, with ModSecurity and what CGI and PHP wrote' },
  techniques: ['T1190', 'T1059.004'],
  references: ['https://httpd.apache.org/docs/2.4/mod/core.html#errorlogformat', 'https://github.com/owasp-modsecurity/ModSecurity/wiki'],
  form: 'lines',
  source: 'web-error',
  trust: 'service',
  paths: [
    '/var/log/apache2/*error*log',
    '/var/log/httpd/*error*log',
    '/opt/lampp/logs/*error*log',
    '/usr/local/apache2/logs/*error*log',
    '/www/wwwlogs/*-error_log',
  ],
  needles,
  recognise: text => 0.95 * shareOf(text, line => apacheTrouble(line) !== undefined),
  open: place => reader(place, apacheTrouble, text => (text.startsWith('[') ? asctimeStamp(text, 1)?.time : undefined)),
}
