// Access logs in the common and combined format of nginx, Apache and Tomcat, with or without the name of the site before them.
import type { LineFormat, RecordTime } from '../../core/log-format.ts'
import { isInside } from '../inside-address.ts'
import { type Access, countOf, isAddress, requestLine, unescapedLog } from './access.ts'
import { clientAddress } from './access-names.ts'
import { dayMonthStamp } from './record-time.ts'
import { webReader } from './web-reader.ts'
import { webTells } from './web-tells.ts'

// The account may hold anything but a quote, so the time is the last one before the request; quotes inside of fields are escaped by all three servers.
const line =
  /^([^" ]{1,300}) ([^" ]{1,300}) ([^"]{1,1000}) \[([^\]"]{20,40})\] "((?:[^"\\]|\\.){0,8000})" (\d{3}) (\d{1,15}|-)(?: "((?:[^"\\]|\\.){0,4000})" "((?:[^"\\]|\\.){0,4000})")?/s

/** Of servers that escape nothing: where the request ends can only be guessed, so the answer is not told. */
const unescaped =
  /^([^" ]{1,300}) ([^" ]{1,300}) ([^"]{1,1000}) \[([^\]"]{20,40})\] "([A-Z]{3,17} .{1,8000}? HTTP\/\d(?:\.\d)?)" \d{3} (?:\d|-)/s

/** Behind a proxy of one's own many have whom it names as a further field. */
const forwarded = /^[^"]{0,200} "([\da-f.:, ]{3,400})"/i

/** nginx's $proxy_add_x_forwarded_for: whom the proxies name, and last its own peer. */
const proxies = /^(?:[\da-fA-F.:]{2,45}, {1,2}){1,10}/

/** Confluence's own pattern of Tomcat's log: time, account, thread, address, request, status, milliseconds, bytes, referer, agent. */
const confluence =
  /^\[([^\]"]{20,40})\] (\S{1,200}) \S{1,200} ([\da-f.:]{2,45}) ([A-Z]{3,17} \S{1,8000} HTTP\/\d(?:\.\d)?) (\d{3}) \d{1,12}ms (\d{1,15}|-) (\S{1,4000}) (.{0,4000})$/is

function parseConfluence(text: string): Access | undefined {
  const [, stamp = '', account = '', address = '', request = '', status, size, referer = '', agent = ''] = confluence.exec(text) ?? []
  const time = stamp === '' ? undefined : dayMonthStamp(stamp)?.time
  if (time === undefined || !isAddress(address)) return undefined
  const named = (word: string): string => (word === '-' ? '' : word)
  const user = named(account)
  return {
    time,
    address,
    user,
    ...requestLine(request),
    status: countOf(status),
    bytes: countOf(size),
    agent: named(agent),
    referer: named(referer),
  }
}

export function parseAccess(text: string): Access | undefined {
  if (text.startsWith('[')) return parseConfluence(text)
  const ahead = text.charCodeAt(text.indexOf(' ') - 1) === 44 ? (proxies.exec(text)?.[0] ?? '') : ''
  const [all = '', first = '', second = '', third = '', stamp = '', request = '', status, size, referer = '', agent = ''] =
    line.exec(text.slice(ahead.length)) ?? unescaped.exec(text.slice(ahead.length)) ?? []
  if (stamp === '') return undefined
  const time = dayMonthStamp(stamp)?.time
  if (time === undefined) return undefined
  // "site:80 address ident user" has one word more than "address ident user".
  const named = !isAddress(first) && isAddress(second)
  const peer = named ? second : isAddress(first) ? first : ''
  const account = named ? third.slice(third.indexOf(' ') + 1) : third
  return {
    time,
    address: isInside(peer) ? clientAddress(peer, ahead || (forwarded.exec(text.slice(all.length))?.[1] ?? '')) : peer,
    user: account === '-' || account === '""' ? '' : unescapedLog(account),
    ...requestLine(unescapedLog(request)),
    status: countOf(status),
    bytes: countOf(size),
    agent: agent === '-' ? '' : unescapedLog(agent),
    referer: referer === '-' ? '' : unescapedLog(referer),
  }
}

function timeOf(text: string): RecordTime | undefined {
  if (text.startsWith('[')) return dayMonthStamp(text, 1)?.time
  const quote = text.indexOf('"')
  const bracket = text.lastIndexOf('[', quote < 0 ? undefined : quote)
  return bracket < 0 ? undefined : dayMonthStamp(text, bracket + 1)?.time
}

export const webAccess: LineFormat = {
  id: 'web-access',
  summary: { zh: 'nginx、Apache、Tomcat 的访问日志', en: 'Access logs of nginx, Apache and Tomcat' },
  techniques: ['T1190', 'T1505.003', 'T1595'],
  references: [
    'https://nginx.org/en/docs/http/ngx_http_log_module.html',
    'https://httpd.apache.org/docs/2.4/mod/mod_log_config.html',
    'https://tomcat.apache.org/tomcat-10.1-doc/config/valve.html#Access_Log_Valve',
  ],
  form: 'lines',
  source: 'web-access',
  trust: 'service',
  paths: [
    '/var/log/nginx/*access*log',
    '/var/log/apache2/*access*log',
    '/var/log/httpd/*access*log',
    '/usr/local/nginx/logs/*access*log',
    '/usr/local/openresty/nginx/logs/*access*log',
    '/www/wwwlogs/*.log',
    '/opt/lampp/logs/*access*log',
    '/var/log/tomcat*/localhost_access_log*.txt',
    '/opt/*tomcat*/logs/localhost_access_log*.txt',
    '/usr/local/*tomcat*/logs/localhost_access_log*.txt',
    '/opt/atlassian/*/logs/conf_access_log*.log',
    '/opt/*/logs/access_log*',
    '/usr/local/*/logs/access_log*',
    '/home/*/*/logs/access_log*',
    '/u01/*/user_projects/domains/*/servers/*/logs/access.log*',
    '/opt/*/user_projects/domains/*/servers/*/logs/access.log*',
    '/var/log/gitlab/nginx/*access*log',
    '/var/log/lighttpd/access*',
    '/data/nginx/log*/*access*log',
    '/home/*/logs/*access*log',
    '/var/www/vhosts/system/*/logs/*access*log',
    '/usr/local/apache/domlogs/*',
  ],
  // Plain reading is left out unless it holds a word of some attack, or found nothing.
  needles: ['"post ', '"put ', '"patch ', '"delete ', '"move ', '"copy ', '"mkcol ', '"connect ', '" 404 ', ...webTells],
  recognise: head => {
    const lines = head.split('\n').slice(0, -1).slice(0, 20)
    const good = lines.filter(one => parseAccess(one) !== undefined).length
    return lines.length === 0 ? 0 : (0.95 * good) / lines.length
  },
  open: place => webReader(place, parseAccess, timeOf),
}
