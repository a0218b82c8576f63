// Access logs of one JSON object per line: nginx with a json log_format, Caddy, Traefik, Envoy, GitLab, and application servers alike.
import type { LineFormat } from '../../core/log-format.ts'
import { at, jsonText, membersAt } from '../json.ts'
import { type Access, countOf, isAddress, requestLine } from './access.ts'
import { jsonTime } from './json-time.ts'
import { shareOf } from './marks.ts'
import { webReader } from './web-reader.ts'
import { webTells } from './web-tells.ts'

/** What the usual writers call the same thing; the first that is there counts. */
const names = {
  time: ['ts', 'time', 'time_iso8601', '@timestamp', 'timestamp', 'StartUTC', 'start_time', 'time_local', 'msec', 'date'],
  address: [
    'remote_addr',
    'remote_ip',
    'client_ip',
    'ClientHost',
    'clientip',
    'client',
    'downstream_remote_address',
    'remote_address',
    'ip',
    'http_x_forwarded_for',
    'x_forwarded_for',
  ],
  method: ['method', 'request_method', 'RequestMethod', 'verb', 'http_method'],
  target: ['uri', 'request_uri', 'RequestPath', 'path', 'url', 'request_path'],
  status: ['status', 'DownstreamStatus', 'response_code', 'status_code', 'code'],
  bytes: ['size', 'body_bytes_sent', 'bytes_sent', 'DownstreamContentSize', 'bytes'],
  agent: ['http_user_agent', 'user_agent', 'ua', 'request_User-Agent', 'agent', 'userAgent'],
  referer: ['http_referer', 'referer', 'http_referrer', 'request_Referer', 'referrer'],
  user: ['remote_user', 'ClientUsername', 'user_id', 'username', 'user'],
} as const

function first(value: unknown, keys: readonly string[]): string {
  for (const key of keys) {
    const found = at(value, key)
    if (typeof found === 'string' && found !== '' && found !== '-') return found
    if (typeof found === 'number') return String(found)
  }
  return ''
}

/** "10.0.0.1:1234", "[::1]:80", "1.2.3.4, 5.6.7.8": the first address. */
function addressIn(text: string): string {
  const one = (text.split(',', 1)[0] ?? '').trim()
  const bare = /^\[([^\]]{2,60})\](?::\d{1,5})?$/.exec(one)?.[1] ?? /^([\d.]{7,15}):\d{1,5}$/.exec(one)?.[1] ?? one
  return isAddress(bare) ? bare : ''
}

export function parseJsonAccess(line: string): Access | undefined {
  if (!line.startsWith('{')) return undefined
  const value = jsonText(line)
  // Caddy puts the request into an object of its own, with its heads as lists.
  const request = at(value, 'request')
  const inner = typeof request === 'object' ? request : value
  const whole = typeof request === 'string' ? requestLine(request) : undefined
  const method = whole?.method ?? first(inner, names.method).toUpperCase()
  const target = whole?.target ?? first(inner, names.target)
  const status = countOf(first(value, names.status))
  if (!/^[A-Z]{3,17}$/.test(method) || target === '' || status === undefined || status < 100 || status > 599) return undefined
  const heads = membersAt(inner, 'headers').map(
    ([name, values]) => [name.toLowerCase(), String(Array.isArray(values) ? values[0] : values).replaceAll('\n', ' ')] as const,
  )
  const head = (name: string) => heads.find(([key]) => key === name)?.[1]
  return {
    time: timeIn(value),
    address: addressIn(first(inner, names.address)) || addressIn(first(value, names.address)),
    user: first(value, names.user),
    method,
    target,
    status,
    bytes: countOf(first(value, names.bytes)),
    agent: head('user-agent') ?? first(value, names.agent),
    referer: head('referer') ?? first(value, names.referer),
    head: heads.length === 0 ? undefined : heads.map(([name, text]) => `${name}: ${text}`).join('\n'),
  }
}

function timeIn(value: unknown) {
  for (const key of names.time) {
    const time = jsonTime(at(value, key))
    if (time !== undefined) return time
  }
  return undefined
}

export const webJson: LineFormat = {
  id: 'web-json',
  summary: { zh: 'JSON 访问日志(nginx、Caddy、Traefik、Envoy、GitLab)', en: 'access logs in JSON (nginx, Caddy, Traefik, Envoy, GitLab)' },
  techniques: ['T1190', 'T1505.003'],
  references: [
    'https://caddyserver.com/docs/logging',
    'https://doc.traefik.io/traefik/observability/access-logs/',
    'https://docs.gitlab.com/administration/logs/#production_jsonlog',
  ],
  form: 'lines',
  source: 'web-access',
  trust: 'service',
  paths: [
    '/var/log/caddy/*.log',
    '/var/log/traefik/*access*',
    '/var/log/nginx/*.json',
    '/var/log/nginx/*json*.log',
    '/var/log/envoy/*.log',
    '/var/log/gitlab/gitlab-rails/*_json.log',
    '/usr/local/nginx/logs/*json*',
  ],
  needles: [...new Set(['"post', '"put', '"patch', '"delete', '":404,', '":"404"', ...webTells])],
  recognise: text => 0.9 * shareOf(text, line => parseJsonAccess(line) !== undefined),
  open: place =>
    webReader(place, parseJsonAccess, line => (line.startsWith('{') && line.length < 100_000 ? timeIn(jsonText(line)) : undefined)),
}
