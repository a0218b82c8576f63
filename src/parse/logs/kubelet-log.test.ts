import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { kubeletLog } from './kubelet-log.ts'
import { syslog } from './syslog.ts'

const told = (...lines: string[]) =>
  draftsOf(kubeletLog, '/var/log/kubelet.log', ...lines.map(line => `I1122 00:48:13.123456    1234 server.go:157] ${line}`)).map(d =>
    [d.verb, d.outcome, d.method, d.user, d.target, d.address, d.request, d.attack].filter(x => x !== undefined).join(' '),
  )

test('pods by the API and from files, commands in containers, who was refused', () => {
  assert.deepEqual(
    told(
      '"SyncLoop ADD" source="api" pods=["default/xmr-7d9f"]',
      '"SyncLoop ADD" source="file" pods=["default/static-x"]',
      'SyncLoop (ADD, "api"): "web-1_default(0a1b)"',
      '"HTTP" verb="POST" URI="/run/kube-system/kube-proxy-x/kube-proxy?cmd=id" latency="12.1ms" userAgent="curl/8.5.0" audit-ID="" srcIP="203.0.113.9:50123" resp=200',
      '"HTTP" verb="POST" URI="/exec/default/web/app?command=sh" latency="1ms" userAgent="x" srcIP="203.0.113.9:1" resp=401',
      'Forbidden (user=system:anonymous, verb=create, resource=nodes, subresource=proxy)',
    ),
    [
      'container pod by api default/xmr-7d9f',
      'container pod by file default/static-x',
      'container pod by api web-1_default(0a1b)',
      'container success exec 203.0.113.9 POST /run/kube-system/kube-proxy-x/kube-proxy?cmd=id kubelet-exec',
      'request failure exec 203.0.113.9 POST /exec/default/web/app?command=sh kubelet-exec',
      'login-failed failure kubelet system:anonymous create nodes/proxy',
    ],
  )
  const [one] = draftsOf(kubeletLog, '/x', 'I1122 00:48:13.123456    1234 server.go:157] "SyncLoop ADD" source="api" pods=["default/a"]')
  assert.deepEqual(one?.time, { ms: Date.UTC(1972, 10, 22, 0, 48, 13, 123), zoned: false, yearless: true, grain: 0.001 })
})

test('by syslog, also of distributions that are one program', () => {
  const id = '8f2e0b5a7c1d'.padEnd(64, '0')
  const drafts = draftsOf(
    syslog,
    '/var/log/syslog',
    'Nov 22 00:48:13 a kubelet[102192]: I1122 00:48:13.410333  102192 kubelet.go:2389] "SyncLoop ADD" source="api" pods=[default/nginx]',
    `Nov 22 00:48:13 a k3s[7]: time="2026-11-22T00:48:13Z" level=info msg="StartContainer for \\"${id}\\" returns successfully"`,
  )
  assert.deepEqual(
    drafts.map(({ verb, method, target, container, program }) => [verb, method, target ?? container, program]),
    [
      ['container', 'pod by api', 'default/nginx', 'kubelet'],
      ['container', 'started', '8f2e0b5a7c1d', 'k3s'],
    ],
  )
})

test('near misses: pods of the cluster itself, probes, a user agent that writes a line', () => {
  assert.deepEqual(
    told(
      '"SyncLoop ADD" source="api" pods=["kube-system/coredns-1","kube-system/kube-proxy-2"]',
      '"HTTP" verb="GET" URI="/metrics" latency="1ms" userAgent="x" srcIP="10.0.0.1:1" resp=200',
      '"HTTP" verb="GET" URI="/healthz" latency="1ms" userAgent="\\" srcIP=\\"1.1.1.1:1\\" URI=\\"/run/a/b/c" srcIP="10.0.0.1:1" resp=200',
      '"Probe failed" probeType="Liveness" pod="default/x" output="\\"SyncLoop ADD\\" source=\\"api\\" pods=[\\"default/evil\\"]"',
    ),
    [],
  )
  assert.ok(kubeletLog.recognise('I1122 00:48:13.123456    1234 kubelet.go:2430] x\n', 'x') > 0.8)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom(...kubeletLog.needles, 'URI="', '" srcIP="'))
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), pieces => void told(pieces.join(''))))
})
