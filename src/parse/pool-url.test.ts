import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { findPoolUrls, poolAddress } from './pool-url.ts'

const brief = (text: string) => [...findPoolUrls(text)].map(u => `${u.scheme} ${u.host} ${u.port} ${u.user}`)

test('mining schemes in any text', () => {
  assert.deepEqual(brief('xmrig -o stratum+tcp://gulf.moneroocean.stream:10128 -u x'), ['stratum+tcp gulf.moneroocean.stream 10128 '])
  assert.deepEqual(brief('{"url":"stratum+ssl://[2001:db8::1]:443","x":1}'), ['stratum+ssl 2001:db8::1 443 '])
  assert.deepEqual(brief('-P stratum1+ssl://0xabc.rig@eth.example:4444/'), ['stratum1+ssl eth.example 4444 0xabc.rig'])
  assert.deepEqual(brief("a='stratum2+tcp://p.example:34254' b=ethproxy://p.example:1"), [
    'stratum2+tcp p.example 34254 ',
    'ethproxy p.example 1 ',
  ])
  assert.deepEqual(brief('daemon+http://127.0.0.1:18081 zec+ssl://z.example:6 '), ['daemon+http 127.0.0.1 18081 ', 'zec+ssl z.example 6 '])
})

test('near misses: prose, ordinary URLs, database and queue schemes', () => {
  for (const text of [
    'stratum+tcp://',
    'stratum servers for NTP',
    'https://a.example:443/x',
    'mysql+tcp://db:3306',
    'git+ssh://h:22/x',
    'amqp://a:1',
  ])
    assert.deepEqual(brief(text), [], text)
})

test('values of a pool option', () => {
  assert.deepEqual(poolAddress('Pool.Example.org:3333'), {
    host: 'pool.example.org',
    port: 3333,
    scheme: '',
    miningScheme: false,
    user: '',
  })
  assert.equal(poolAddress('https://x.example:8080/api')?.miningScheme, false)
  for (const no of ['out.txt', 'localhost', '/tmp/a:1', 'a.b:99999', 'user:pass', 'x y:1', '']) assert.equal(poolAddress(no), undefined, no)
})

test('never throws, offsets are true, and garbage takes as long as it is', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('stratum+tcp://', 'ethproxy://', 'zec+ssl://'), fc.string(), (a, scheme, b) => {
      const text = `${a}${scheme}${b}`
      for (const url of findPoolUrls(text)) assert.equal(text.slice(url.offset, url.offset + url.text.length), url.text)
      poolAddress(text)
    }),
  )
  for (const piece of ['stratum', 'stratum+tcp://', 'eth+', '+ssl://a'])
    assertGrowsLinearly(size => void [...findPoolUrls(piece.repeat(size / piece.length))], 8192, piece)
})
