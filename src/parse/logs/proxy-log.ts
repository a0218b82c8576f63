// Requests as proxies log them: HAProxy's HTTP lines in syslog, and Envoy's default format.
import type { LineFormat } from '../../core/log-format.ts'
import { type Access, countOf, isAddress, requestLine, unescapedLog } from './access.ts'
import { shareOf } from './marks.ts'
import { dayMonthStamp, isoStamp } from './record-time.ts'
import { syslogRecord } from './syslog-record.ts'
import { webReader } from './web-reader.ts'
import { webTells } from './web-tells.ts'

// HAProxy writes quotes and blanks of captured heads as "#22" and "#20"; the request is the last thing of the line.
const haproxy =
  /^([\da-fA-F.:]{2,45}):\d{1,5} \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d\.\d{3})\] \S{1,200} \S{1,200} [\d/+-]{5,60} (\d{3}|-1) \+?(\d{1,15}) [^"]{0,2000} "([^"]{0,8000})"?$/
const envoy =
  /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\] "([^"]{0,8000})" (\d{1,3}) \S{1,60} (?:[^" ]{1,200} ){0,3}(?:"[^"]{0,300}" )?(\d{1,15}) (\d{1,15}) \d{1,10} (?:\d{1,10}|-) "([^"]{0,300})" "([^"]{0,2000})"/

export function parseProxy(line: string): Access | undefined {
  if (line.startsWith('[')) {
    const [, stamp = '', request = '', status, , size, forwarded = '', agent = ''] = envoy.exec(line) ?? []
    const time = stamp === '' ? undefined : isoStamp(stamp)?.time
    if (time === undefined) return undefined
    const address = forwarded.split(',', 1)[0]?.trim() ?? ''
    return {
      time,
      address: isAddress(address) ? address : '',
      user: '',
      ...requestLine(request),
      status: countOf(status),
      bytes: countOf(size),
      agent: agent === '-' ? '' : agent,
      referer: '',
    }
  }
  const record = syslogRecord(line)
  if (record?.program !== 'haproxy') return undefined
  const [, address = '', stamp = '', status, size, request = ''] = haproxy.exec(record.message) ?? []
  const time = stamp === '' ? undefined : dayMonthStamp(stamp)?.time
  if (time === undefined) return undefined
  const plain = unescapedLog(request.replace(/#([\dA-F]{2})/g, '\\x$1'))
  return {
    time,
    address: address.replace(/^::ffff:/, ''),
    user: '',
    ...requestLine(plain),
    status: countOf(status),
    bytes: countOf(size),
    agent: '',
    referer: '',
  }
}

export const proxyLog: LineFormat = {
  id: 'proxy-log',
  summary: { zh: 'HAProxy 与 Envoy 的请求日志', en: 'request logs of HAProxy and Envoy' },
  techniques: ['T1190'],
  references: [
    'https://docs.haproxy.org/3.0/configuration.html#8.2.3',
    'https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#default-format-string',
  ],
  form: 'lines',
  source: 'web-access',
  trust: 'service',
  paths: ['/var/log/haproxy.log', '/var/log/haproxy/*.log', '/var/log/envoy/*access*.log'],
  needles: ['"post ', '"put ', '"patch ', '"delete ', '"move ', ' 404 ', ...webTells],
  recognise: text => 0.95 * shareOf(text, line => parseProxy(line) !== undefined),
  open: place => webReader(place, parseProxy, line => (line.startsWith('[') ? isoStamp(line, 1)?.time : syslogRecord(line)?.time)),
}
