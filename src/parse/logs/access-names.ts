// What servers, proxies and load balancers call the parts of a request in their logs, and one request made of parts by those names.
import type { RecordTime } from '../../core/log-format.ts'
import { isInside } from '../inside-address.ts'
import { type Access, countOf, isAddress, requestLine } from './access.ts'
import { jsonTime } from './json-time.ts'

/** What the usual writers call the same thing; the first that is there counts. Parts of JSON objects are named with dots. */
const names = {
  time: [
    ...['ts', 'time', 'time_iso8601', '@timestamp', 'timestamp', 'StartUTC', 'start_time', 'time_local', 'msec', 'date', 'datetime'],
    ...['started_at', 'EdgeStartTimestamp', 'requestTime', 'log_time', 'access_time', 'timeGenerated'],
  ],
  address: [
    ...['remote_addr', 'remote_ip', 'client_ip', 'ClientHost', 'clientip', 'client', 'downstream_remote_address', 'remote_address', 'ip'],
    ...['client_addr', 'clientIp', 'ClientIP', 'client.ip', 'source.ip', 'source.address', 'remoteIp', 'remoteAddr', 'remote', 'src_ip'],
    ...['client_address', 'httpRequest.remoteIp', 'httpRequest.clientIp', 'request.client_ip', 'request.remote_ip', 'realip_remote_addr'],
    ...['request.remote_addr', 'downstream_direct_remote_address', 'source_ip', 'src', 'remote_host', 'host_ip', 'c-ip'],
  ],
  forwarded: [
    ...['http_x_forwarded_for', 'x_forwarded_for', 'xff', 'x-forwarded-for', 'proxy_add_x_forwarded_for', 'http_x_real_ip', 'x_real_ip'],
    ...[
      'forwarded_for',
      'http_cf_connecting_ip',
      'http_ali_cdn_real_ip',
      'http_true_client_ip',
      'real_ip',
      'realip',
      'request_X-Forwarded-For',
    ],
  ],
  request: ['request', 'request_line', 'requestLine', 'req', 'http_request'],
  method: [
    ...['method', 'request_method', 'RequestMethod', 'verb', 'http_method', 'request.method', 'http.request.method', 'requestMethod'],
    ...['ClientRequestMethod', 'httpRequest.requestMethod', 'httpRequest.httpMethod', 'req.method', 'httpMethod', ':method', 'cs-method'],
  ],
  target: [
    ...[
      'request_uri',
      'uri',
      'RequestPath',
      'path',
      'url',
      'request_path',
      'request.uri',
      'request.url',
      'url.original',
      'url.path',
      'uri_path',
    ],
    ...[
      'ClientRequestURI',
      'ClientRequestPath',
      'httpRequest.requestUrl',
      'httpRequest.uri',
      'req.url',
      'requestUrl',
      'requestUri',
      ':path',
    ],
    ...['original_uri', 'document_uri', 'target', 'http_path', 'upstream_uri'],
  ],
  query: ['args', 'query_string', 'query', 'url.query', 'httpRequest.args', 'querystring', 'uri_query'],
  status: [
    ...['status', 'DownstreamStatus', 'response_code', 'status_code', 'code', 'response.status', 'http.response.status_code', 'statusCode'],
    ...[
      'EdgeResponseStatus',
      'httpRequest.status',
      'res.statusCode',
      'http_status',
      'response_status',
      'resp_status',
      'http_code',
      'sc-status',
    ],
  ],
  bytes: [
    ...[
      'size',
      'body_bytes_sent',
      'bytes_sent',
      'DownstreamContentSize',
      'bytes',
      'response.size',
      'http.response.body.bytes',
      'resp_size',
    ],
    ...['EdgeResponseBytes', 'httpRequest.responseSize', 'response_size', 'body_bytes', 'response_length'],
  ],
  agent: [
    ...[
      'http_user_agent',
      'user_agent',
      'ua',
      'request_User-Agent',
      'agent',
      'userAgent',
      'user-agent',
      'user_agent.original',
      'useragent',
    ],
    ...['ClientRequestUserAgent', 'httpRequest.userAgent', 'http_agent', 'browser'],
  ],
  referer: [
    ...[
      'http_referer',
      'referer',
      'http_referrer',
      'request_Referer',
      'referrer',
      'http.request.referrer',
      'ClientRequestReferer',
      'refer',
    ],
    'httpRequest.referer',
  ],
  user: ['remote_user', 'ClientUsername', 'user_id', 'username', 'user', 'user.name', 'account', 'auth_user'],
  body: ['request_body', 'http.request.body.content', 'req_body', 'post_data'],
} as const

/** A part by its name; undefined when there is none. */
export type Part = (name: string) => unknown

function first(part: Part, keys: readonly string[]): string {
  for (const key of keys) {
    const found = part(key)
    if (typeof found === 'string' && found !== '' && found !== '-') return found
    if (typeof found === 'number') return String(found)
  }
  return ''
}

/** "10.0.0.1:1234", "[::1]:80", "::ffff:1.2.3.4" as an address alone; '' for anything else. */
export function bareAddress(text: string): string {
  const one = text.trim()
  const bare = /^\[([^\]]{2,60})\](?::\d{1,5})?$/.exec(one)?.[1] ?? /^([\d.]{7,15}):\d{1,5}$/.exec(one)?.[1] ?? one
  const plain = bare.replace(/^::ffff:(?=\d{1,3}\.)/i, '')
  // A time of day has colons, too.
  return isAddress(plain) && !/^[^.:]{1,4}(?::[^.:]{1,4}){1,2}$/.test(plain) ? plain : ''
}

/** Who asked: the peer, or when that is a proxy of one's own, the last one from outside of those whom the proxies name. What stands further left anybody can write. */
export function clientAddress(peer: string, forwarded: string): string {
  const direct = bareAddress(peer.split(',', 1)[0] ?? '')
  if (forwarded === '' || (direct !== '' && !isInside(direct))) return direct
  const outside = forwarded
    .split(',', 40)
    .map(bareAddress)
    .findLast(address => address !== '' && !isInside(address))
  return outside ?? direct
}

/** undefined when there is no method, target or answer in it. */
export function accessOf(part: Part, more: Partial<Access> = {}): Access | undefined {
  const line = first(part, names.request)
  const whole = line.includes(' ') ? requestLine(line) : undefined
  const method = whole?.method ?? first(part, names.method).toUpperCase()
  const path = whole?.target ?? first(part, names.target)
  const query = path.includes('?') ? '' : first(part, names.query)
  const status = countOf(first(part, names.status))
  if (!/^[A-Z]{3,17}$/.test(method) || path === '' || status === undefined || status < 100 || status > 599) return undefined
  return {
    time: timeIn(part),
    address: clientAddress(first(part, names.address), first(part, names.forwarded)),
    user: first(part, names.user),
    method,
    target: query === '' || query === '?' ? path : `${path}?${query.replace(/^\?/, '')}`,
    status,
    bytes: countOf(first(part, names.bytes)),
    agent: first(part, names.agent),
    referer: first(part, names.referer),
    body: first(part, names.body) || undefined,
    ...more,
  }
}

/** As many seconds, milliseconds … or as whatever spelling its writer chose. */
export function timeIn(part: Part): RecordTime | undefined {
  for (const key of names.time) {
    const time = jsonTime(part(key))
    if (time !== undefined) return time
  }
  return undefined
}

const inJson = new RegExp(`"(?:${names.time.map(name => name.replaceAll('.', '\\.')).join('|')})" ?: ?"?([^",}]{10,40})`)

/** Of a line of JSON that may be cut off. */
export function timeInJson(line: string): RecordTime | undefined {
  const found = inJson.exec(line)?.[1]
  return found === undefined ? undefined : jsonTime(found.trim())
}
