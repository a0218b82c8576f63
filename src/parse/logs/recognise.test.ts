import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logFormats } from './index.ts'

/** The first lines of logs that somebody collected under names of his own. */
const heads: Readonly<Record<string, readonly string[]>> = {
  'web-access': ['192.0.2.5 - - [22/Nov/2026:00:48:13 +0800] "GET / HTTP/1.1" 200 612 "-" "curl/8.5.0"'],
  'web-json': ['{"remote_addr":"192.0.2.5","request":"GET / HTTP/1.1","status":200,"time_iso8601":"2026-11-22T00:48:13+08:00"}'],
  'iis-log': [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Fields: date time s-ip cs-method cs-uri-stem',
    '2026-11-22 00:48:13 10.0.0.5 GET /',
  ],
  'proxy-log': [
    'Feb  6 12:14:14 lb1 haproxy[14389]: 192.0.2.5:33317 [06/Feb/2026:12:14:14.655] in s/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET / HTTP/1.1"',
  ],
  'nginx-error': [
    '2026/11/22 01:19:08 [notice] 22249#22249: using the "epoll" event method',
    '2026/11/22 01:19:08 [notice] 22249#22249: nginx/1.22.1',
  ],
  'apache-error': ['[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties'],
  'php-log': ['[22-Nov-2026 00:48:13] NOTICE: fpm is running, pid 17', '[22-Nov-2026 00:48:13] NOTICE: ready to handle connections'],
  'redis-log': ['4515:C 22 Nov 2026 01:02:59.848 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo'],
  'postgresql-log': [
    '2026-11-22 01:03:06.973 UTC [4685] LOG:  starting PostgreSQL 15.18',
    '2026-11-22 01:03:06.979 UTC [4685] LOG:  database system is ready to accept connections',
  ],
  'postgresql-csv': [
    '2026-11-22 01:03:06.973 UTC,,,4685,,6b023f4a.124d,1,,2026-11-22 01:03:06 UTC,,0,LOG,00000,"starting",,,,,,,,,"","postmaster",,0',
  ],
  'postgresql-json': [
    '{"timestamp":"2026-11-22 01:03:06.973 UTC","pid":4685,"error_severity":"LOG","message":"starting","backend_type":"postmaster","query_id":0}',
  ],
  'mysql-log': ['2026-11-22T01:02:03.123456Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 8.0.40) starting as process 1'],
  'docker-json-log': ['{"log":"hello\\n","stream":"stdout","time":"2026-11-22T01:03:04.123456789Z"}'],
  'cri-log': ['2026-11-22T01:03:04.123456789Z stdout F hello'],
  'dockerd-log': ['time="2026-11-22T01:03:04.123456789Z" level=info msg="Starting up"'],
  'kubelet-log': ['I1122 00:48:13.123456    1234 server.go:467] "Kubelet version" kubeletVersion="v1.31.0"'],
  'kubernetes-audit': ['{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","stage":"ResponseComplete"}'],
  'npm-log': ['0 verbose cli /usr/bin/node /usr/bin/npm', '1 info using npm@11.19.1'],
  'pip-log': ['2026-11-22T01:32:20,771 Using pip 23.2.1 from /usr/lib/python3/dist-packages/pip (python 3.11)'],
  'application-log': [
    '2026-11-22 01:02:03.123  INFO 1 --- [main] o.s.b.w.e.tomcat.TomcatWebServer : Tomcat started on port 8080',
    '22-Nov-2026 01:02:03.123 INFO [main] org.apache.catalina.startup.Catalina.start Server startup',
  ],
}

for (const [id, lines] of Object.entries(heads))
  test(`${id} is known by its lines`, () => {
    const ranked = logFormats
      .map(format => ({ id: format.id, sure: format.recognise(`${lines.join('\n')}\n`, 'collected.txt') }))
      .sort((a, b) => b.sure - a.sure)
    assert.equal(ranked[0]?.id, id, JSON.stringify(ranked.slice(0, 3)))
    assert.ok(ranked[0].sure >= 0.5 && ranked[0].sure > (ranked[1]?.sure ?? 0), JSON.stringify(ranked.slice(0, 3)))
  })
