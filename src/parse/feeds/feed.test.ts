import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { feedEntry } from './entry.ts'
import { readFeed } from './feed.ts'

const brief = (text: string) =>
  readFeed(text).entries.map(e => `${e.host}${e.bits === undefined ? '' : `/${e.bits}`}${e.port === undefined ? '' : `:${e.port}`}`)

test('hosts file, plain domains, addresses with ports, networks', () => {
  assert.deepEqual(brief('127.0.0.1 localhost\n0.0.0.0 a.example b.example # x\n'), ['a.example', 'b.example'])
  assert.deepEqual(brief('*.Pool.Example.\n192.0.2.1:3333\n198.51.100.0/24\n[2001:db8::1]:443\n2001:db8::2\nhttp://192.0.2.9\n'), [
    'pool.example',
    '192.0.2.1:3333',
    '198.51.100.0/24',
    '2001:db8::1:443',
    '2001:db8::2',
    '192.0.2.9',
  ])
})

test('Maltrail text keeps its references and leaves out paths', () => {
  const text =
    '# Copyright\n\n# Reference: https://r.example/1\n# Reference: https://r.example/2\n\na.example\n/x.sh\nb.example/page\n\n# Reference: https://r.example/3\n\nc.example\n'
  assert.deepEqual(
    readFeed(text).entries.map(e => [e.host, e.reference]),
    [
      ['a.example', 'https://r.example/1'],
      ['c.example', 'https://r.example/3'],
    ],
  )
})

test('MISP and STIX', () => {
  const misp = {
    Event: {
      Attribute: [
        { type: 'ip-dst|port', value: '192.0.2.1|3333', to_ids: true },
        { type: 'domain', value: 'off.example', to_ids: false },
      ],
      Object: [{ Attribute: [{ type: 'hostname', value: 'a.example' }] }],
    },
  }
  assert.deepEqual(brief(JSON.stringify(misp)).sort(), ['192.0.2.1:3333', 'a.example'])
  const stix = {
    type: 'bundle',
    objects: [
      { type: 'indicator', name: 'n', pattern: "[domain-name:value = 'p.example' OR ipv4-addr:value='192.0.2.7']" },
      { type: 'indicator', pattern: "[network-traffic:dst_ref.value = '192.0.2.8' AND network-traffic:dst_port = 4444]" },
      { type: 'indicator', revoked: true, pattern: "[domain-name:value = 'gone.example']" },
      { type: 'url', value: 'https://site.example/page' },
    ],
  }
  assert.deepEqual(brief(JSON.stringify(stix)), ['p.example', '192.0.2.7', '192.0.2.8:4444'])
})

test('refuses what is no host', () => {
  for (const word of [
    'com',
    'a b',
    '1.2.3',
    '1.2.3.4:0',
    '1.2.3.4:70000',
    '0.0.0.0/0',
    '-x.example',
    'a..b',
    '/x',
    'x.example/a',
    '',
    '999.1.1.1',
  ])
    assert.equal(feedEntry(word), undefined, word)
})

test('any domain and any address come back as they went in; nothing throws', () => {
  fc.assert(
    fc.property(
      fc.domain(),
      host => host.length > 200 || feedEntry(host)?.host === host.toLowerCase() || /\.[^.]*\d/.test(host) || assert.fail(host),
    ),
  )
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65535 }), (ip, port) =>
      assert.deepEqual(feedEntry(`${ip}:${port}`), { host: ip, port, reference: '' }),
    ),
  )
  fc.assert(fc.property(fc.string(), text => void readFeed(text)))
  fc.assert(fc.property(fc.json(), text => void readFeed(text)))
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  assert.equal(readFeed(deep).format, 'unknown')
})

test('one endless word or comment: reading takes as long as it is', () => {
  for (const piece of ['a.', 'a-', '1.', ':', '# Reference: x\n', 'a.b\n', '# '])
    assertGrowsLinearly(size => void readFeed(piece.repeat(size / piece.length)), 8192, piece)
})
