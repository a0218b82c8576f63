import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../../test/intel-with.ts'
import { parseProxy, proxyLog } from './proxy-log.ts'

const { patches } = intelWith()
const drafts = (...lines: string[]) => {
  const reader = proxyLog.open({ path: '/x', user: '', patches })
  return lines.flatMap(line => [...reader.line(line)])
}
const haproxy = (request: string) =>
  `Feb  6 12:14:14 lb1 haproxy[14389]: 203.0.113.9:33317 [06/Feb/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "${request}"`
const envoy = (request: string) =>
  `[2026-04-15T20:17:00.310Z] "${request}" 200 - 154 10 226 100 "203.0.113.9" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" "tcp://10.0.2.1:80"`

test('HAProxy and Envoy', () => {
  const [a, b] = [parseProxy(haproxy('POST /x?y HTTP/1.1')), parseProxy(envoy('POST /api/v1/locations HTTP/2'))]
  assert.deepEqual(
    [a?.address, a?.method, a?.target, a?.status, a?.time?.ms],
    ['203.0.113.9', 'POST', '/x?y', 200, Date.UTC(2026, 1, 6, 12, 14, 14, 655)],
  )
  assert.deepEqual([b?.address, b?.method, b?.target, b?.agent, b?.bytes], ['203.0.113.9', 'POST', '/api/v1/locations', 'nsq2http', 10])
  assert.deepEqual(
    drafts(haproxy('GET /cgi-bin/.%2e/.%2e/bin/sh HTTP/1.1'), envoy('POST /vendor/phpunit/eval-stdin.php HTTP/1.1')).map(
      ({ attack }) => attack,
    ),
    ['apache-path-traversal', 'phpunit-eval-stdin'],
  )
})

test('near misses: another program of the same words, a request within a head', () => {
  assert.equal(parseProxy(haproxy('GET / HTTP/1.1').replace('haproxy[', 'web[')), undefined)
  assert.equal(parseProxy(haproxy('GET / HTTP/1.1').replace('{1wt.eu}', '{x" 1 "POST /evil HTTP/1.1}')), undefined)
  assert.deepEqual(drafts(haproxy('GET / HTTP/1.1'), envoy('GET / HTTP/1.1')), [])
  assert.ok(proxyLog.recognise(`${envoy('GET / HTTP/1.1')}\n`, 'x') > 0.9)
})

test('property: any text, no throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), text => void [...drafts(haproxy(text), envoy(text), text)]))
})
