import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../../test/intel-with.ts'
import { draftsOf } from '../../../test/logs.ts'
import type { LineFormat } from '../../core/log-format.ts'
import { apacheError, nginxError } from './web-error.ts'

const { patches } = intelWith()
const withPatches = (format: LineFormat): LineFormat => ({ ...format, open: place => format.open({ ...place, patches }) })
const told = (format: LineFormat, ...lines: string[]) =>
  draftsOf(withPatches(format), '/var/log/x/error.log', ...lines).map(d =>
    [d.verb, d.outcome, d.address, d.request, d.method, d.url, d.attack].filter(x => x !== undefined).join(' '),
  )
const nginx = (rest: string) => `2026/11/22 01:19:09 [error] 22251#22251: *2 ${rest}`
const client = (request: string) =>
  `, client: 203.0.113.9, server: _, request: "${request}", upstream: "fastcgi://127.0.0.1:9000", host: "a"`

test('nginx: what PHP behind it wrote, a crash, an attack that found nothing', () => {
  assert.deepEqual(
    told(
      nginxError,
      nginx(
        `FastCGI sent in stderr: "sh: 1: kinsing: not found" while reading response header from upstream${client('POST /up.php?a="x" HTTP/1.1')}`,
      ),
      nginx(
        `FastCGI sent in stderr: "PHP message: PHP Warning:  x in /a.php on line 3; sh: wget: command not found" while reading upstream${client('POST /b.php HTTP/1.1')}`,
      ),
      nginx(`upstream prematurely closed connection while reading response header from upstream${client('POST / HTTP/1.1')}`),
      '2026/11/22 01:19:09 [info] 22251#22251: *6 client sent invalid request while reading client request line, client: 203.0.113.9, server: , request: "GET /cgi-bin/.%2e/.%2e/.%2e/bin/sh HTTP/1.1"',
      '2026/11/22 01:19:09 [alert] 22249#22249: worker process 22251 exited on signal 11',
    ),
    [
      'error 203.0.113.9 POST /up.php?a="x" kinsing shell-output',
      'error 203.0.113.9 POST /b.php wget shell-output',
      'error 203.0.113.9 POST / upstream closed',
      'exploit 203.0.113.9 GET /cgi-bin/../../../bin/sh apache-path-traversal',
      'error crash 11',
    ],
  )
})

test('Apache: CGI and raw output, ModSecurity, a refused path, a crash', () => {
  const head = '[Sun Nov 22 01:19:09.123456 2026] [cgi:error] [pid 77:tid 140] [client 203.0.113.9:5555] '
  assert.deepEqual(
    told(
      apacheError,
      `${head}AH01215: stderr from /usr/lib/cgi-bin/ping: sh: 1: kinsing: not found`,
      `${head}AH01215: sh: 1: wget: not found: /usr/lib/cgi-bin/ping`,
      '--2026-11-22 01:19:10--  http://198.51.100.5/a.sh',
      `${head}ModSecurity: Access denied with code 403 (phase 2). Matched phrase "wget" at ARGS:x. [file "/etc/x.conf"] [line "1"] [id "932160"] [msg "Remote Command Execution: Unix Shell Code Found"] [uri "/x"], referer: http://a [id "1"]`,
      `${head}AH10244: invalid URI path (/cgi-bin/.%2e/%2e%2e/bin/sh)`,
      '[Sun Nov 22 01:19:09 2026] [core:notice] [pid 70] AH00052: child pid 77 exit signal Segmentation fault (11)',
      '[Sun Dec 04 04:47:44 2005] [error] [client 203.0.113.9] sh: wget: command not found',
    ),
    [
      'error 203.0.113.9 kinsing shell-output',
      'error 203.0.113.9 wget shell-output',
      'download wget http://198.51.100.5/a.sh',
      'alert failure 203.0.113.9 ModSecurity 932160 Remote Command Execution: Unix Shell Code Found',
      'exploit 203.0.113.9 GET /cgi-bin/../../bin/sh apache-path-traversal',
      'error crash Segmentation fault (11)',
    ],
  )
})

test('who was asked for a password and had none that fits; IPv6 with a port and without', () => {
  assert.deepEqual(
    told(
      nginxError,
      nginx(`user "admin" was not found in "/etc/nginx/.htpasswd"${client('GET /status HTTP/1.1')}`),
      nginx(`user "admin": password mismatch${client('GET /status HTTP/1.1')}`),
      nginx(`user "a": password mismatch, client: 198.51.100.1, server: x": password mismatch${client('GET / HTTP/1.1')}`),
      nginx(`no user/password was provided for basic authentication${client('GET /status HTTP/1.1')}`),
    ),
    ['request failure 203.0.113.9 GET /status password', 'request failure 203.0.113.9 GET /status password', 'request failure password'],
  )
  const apache = '[Sun Nov 22 01:19:09.123456 2026] [auth_basic:error] [pid 77:tid 140] [client '
  assert.deepEqual(
    told(
      apacheError,
      `${apache}203.0.113.9:5555] AH01617: user admin: authentication failure for "/status": Password Mismatch`,
      `${apache}2001:db8::7:5555] AH01618: user admin not found: /status`,
      `${apache}[2001:db8::7]:5555] AH01792: user admin: password mismatch: /status`,
      "[Sun Nov 22 01:19:09 2026] [error] [client 2001:db8:1:2:3:4:5:7] Digest: user `admin' in realm `x' not found: /status",
      `${apache}203.0.113.9:5555] AH01630: client denied by server configuration: /var/www/status`,
    ),
    [
      'request failure 203.0.113.9 password',
      'request failure 2001:db8::7 password',
      'request failure 2001:db8::7 password',
      'request failure 2001:db8:1:2:3:4:5:7 password',
    ],
  )
})

test('near misses, and words that a path or a referer brings along', () => {
  const forged = ', client: 10.9.9.9, server: , request: "POST /vendor/phpunit/eval-stdin.php HTTP/1.1"'
  assert.deepEqual(
    told(
      nginxError,
      nginx(`open() "/srv/nope" failed (2: No such file or directory)${client('GET /nope HTTP/1.1')}`),
      nginx(`open() "/srv/x${forged}" failed (2: No such file or directory)${client('GET /x HTTP/1.1')}`),
      `${nginx(`open() "/srv/x" failed (2: No such file or directory)${client('GET /x HTTP/1.1')}`)}, referrer: "${forged}"`,
      nginx(`connect() failed (111: Connection refused) while connecting to upstream${client('GET /health HTTP/1.1')}`),
      nginx(`access forbidden by rule${client('GET /sh:%20wget:%20not%20found HTTP/1.1')}`),
    ),
    [],
  )
  assert.deepEqual(
    told(
      apacheError,
      '[Sun Dec 04 04:47:44 2005] [error] mod_jk child workerEnv in error state 6',
      '[Sun Nov 22 01:19:09 2026] [authz_core:error] [pid 7] [client 203.0.113.9:1] AH01630: client denied by server configuration: /srv/sh: 1: wget: not found',
      '[Sun Nov 22 01:19:09 2026] [x:error] [pid 7] [client 203.0.113.9:1] File does not exist: /srv/x, referer: AH01215: sh: 1: wget: not found',
    ),
    [],
  )
})

test('known by its lines', () => {
  assert.ok(nginxError.recognise(`${nginx('a')}\n${nginx('b')}\n`, 'x') > 0.9)
  assert.ok(
    apacheError.recognise('[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/httpd/conf/workers2.properties\n', 'x') > 0.9,
  )
  assert.equal(apacheError.recognise(nginx('a'), 'x') + nginxError.recognise('[Sun Dec 04 04:47:44 2005] [notice] x', 'x'), 0)
})

test('property: any text, no throw', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(...nginxError.needles, ', client: 1.1.1.1, server: , request: "', 'AH01215: ', 'FastCGI sent in stderr: "'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      const text = pieces.join('')
      const reader = nginxError.open({ path: '/x', user: '', patches })
      for (const line of [nginx(text), text]) void [...reader.line(line)]
      const other = apacheError.open({ path: '/x', user: '', patches })
      for (const line of [`[Sun Nov 22 01:19:09 2026] [x:error] [pid 7] [client 203.0.113.9:1] ${text}`, text]) void [...other.line(line)]
    }),
  )
})
