import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { entryText, feedEntry } from './entry.ts'
import { readFeed } from './feed.ts'

const brief = (text: string) => readFeed(text).entries.map(entryText)
const faults = (text: string) => readFeed(text).refused.map(({ at, why }) => `${at}: ${why}`)

test('hosts file, plain domains, addresses with ports, networks, URLs, digests', () => {
  assert.deepEqual(brief('127.0.0.1 localhost\n0.0.0.0 a.example b.example # x\n'), ['a.example', 'b.example'])
  const md5 = 'D41D8CD98F00B204E9800998ECF8427E'
  const text = `\ufeff*.Pool.Example.\n192.0.2.1:3333\n198.51.100.7/24\n[2001:DB8::1]:443\n2001:db8:0::2\nhttp://192.0.2.9\n${md5}\nhttps://u:p@a.example:443/X?y#z\n`
  assert.deepEqual(brief(text), [
    'pool.example',
    '192.0.2.1:3333',
    '198.51.100.0/24',
    '[2001:db8::1]:443',
    '2001:db8::2',
    '192.0.2.9',
    md5.toLowerCase(),
    'a.example/X?y',
  ])
  assert.deepEqual(brief('2001:db8:ffff::/33\n2001:db8::9/128\n::ffff:192.0.2.0/120\nbücher.example\n'), [
    '2001:db8:8000::/33',
    '2001:db8::9',
    '192.0.2.0/24',
    'xn--bcher-kva.example',
  ])
})

test('what was made harmless for reading is read as it was; what is meant for browsers accuses no honest page', () => {
  assert.deepEqual(brief('hxxp://evil[.]example/x.sh\nhxxps[:]//a(.)example\npool[dot]example:3333\n192[.]0[.]2[.]9\n'), [
    'evil.example/x.sh',
    'a.example',
    'pool.example:3333',
    '192.0.2.9',
  ])
  assert.deepEqual(brief('[2001:db8::1]:3333\n[2001:db8::2]:443\n'), ['[2001:db8::1]:3333', '[2001:db8::2]:443'])
  const rules = '[Adblock Plus 2.0]\n! Title: t\nhonest.example##.ad\nhonest.example#@#.ad\nhonest.example#?#div\n||a.example^\n'
  assert.deepEqual(brief(rules), [])
  assert.deepEqual(brief('http://b.example/x#part\n'), ['b.example/x'])
})

test('what cannot be used is told with its line', () => {
  const text = `a.example\n\n# words\nnot an indicator\n192.0.2.1:99999\n0.0.0.0/0\n${'x'.repeat(5000)}\nb.example\r\n`
  assert.deepEqual(brief(text), ['a.example', 'b.example'])
  assert.deepEqual(faults(text), [
    'line 4: no-indicator',
    'line 5: bad-port',
    'line 6: bad-network',
    'line 7: too-long',
    'line 7: too-long',
  ])
  assert.deepEqual(readFeed('# nothing\n').format, 'unknown')
})

test('Maltrail text keeps its references', () => {
  const text =
    '# Copyright\n\n# Reference: https://r.example/1\n# Reference: https://r.example/2\n\na.example\n/x.sh\nb.example/page\n\n# Reference: https://r.example/3\n\nc.example\n'
  assert.deepEqual(
    readFeed(text).entries.map(e => [e.value, e.reference]),
    [
      ['a.example', 'https://r.example/1'],
      ['b.example/page', 'https://r.example/1'],
      ['c.example', 'https://r.example/3'],
    ],
  )
  assert.deepEqual([readFeed(text).format, faults(text)], ['maltrail', ['line 7: no-indicator']])
})

test('MISP: hosts, ports, files; what is switched off and what is of another kind is told', () => {
  const sha1 = 'ab'.repeat(20)
  const misp = {
    Event: {
      Attribute: [
        { type: 'ip-dst|port', value: '192.0.2.1|3333', to_ids: true },
        { type: 'ip-dst|port', value: '2001:db8::1|443', to_ids: true },
        { type: 'domain', value: 'off.example', to_ids: false, uuid: 'u1' },
        { type: 'domain', value: 'gone.example', deleted: true, uuid: 'u2' },
        { type: 'btc', value: '1Boat', uuid: 'u3' },
        { type: 'domain', value: 'gone2.example', to_ids: 1, deleted: '1', uuid: 'u4' },
        { type: 'domain', value: 'off2.example', to_ids: 0, uuid: 'u5' },
        { type: 'domain', value: 'kept.example', to_ids: '1', deleted: '0' },
        { type: 'filename|sha1', value: `a|b.elf|${sha1}`, to_ids: true },
        { type: 'domain|ip', value: 'd.example|192.0.2.3' },
      ],
      Object: [{ Attribute: [{ type: 'hostname', value: 'a.example' }] }],
    },
  }
  assert.deepEqual(
    brief(JSON.stringify(misp)).sort(),
    ['192.0.2.1:3333', '192.0.2.3', '[2001:db8::1]:443', 'a.example', sha1, 'd.example', 'kept.example'].sort(),
  )
  assert.deepEqual(faults(JSON.stringify(misp)), [
    'u1: switched-off',
    'u2: switched-off',
    'u3: other-kind',
    'u4: switched-off',
    'u5: switched-off',
  ])
})

test('MISP warninglists are their own format', () => {
  const list = { name: 'N', version: 7, type: 'cidr', list: ['198.51.100.0/24', 3, 'x'] }
  const feed = readFeed(JSON.stringify(list))
  assert.deepEqual([feed.format, feed.entries[0]?.reference, feed.refused.map(r => r.at)], ['warninglist', 'N 7', ['entry 2', 'entry 3']])
  assert.deepEqual(faults(JSON.stringify({ ...list, type: 'regex', list: ['a.example'] })), ['entry 1: other-kind'])
})

const indicator = (pattern: string, more: object = {}) => ({
  type: 'indicator',
  id: 'indicator--1',
  name: 'n',
  pattern,
  pattern_type: 'stix',
  ...more,
})
const bundle = (...objects: object[]) => JSON.stringify({ type: 'bundle', objects })

test('STIX 2.1: one thing a pattern needs is an indicator, several are not', () => {
  const sha = 'cd'.repeat(32)
  const yes: Readonly<Record<string, readonly string[]>> = {
    "[domain-name:value = 'p.example' OR ipv4-addr:value='192.0.2.7']": ['p.example', '192.0.2.7'],
    "[ipv4-addr:value = '198.51.100.0/24'] OR [ipv6-addr:value = '2001:db8::1']": ['198.51.100.0/24', '2001:db8::1'],
    "[ipv4-addr:value ISSUBSET '198.51.100.0/24']": ['198.51.100.0/24'],
    "[domain-name:value IN ('a.example','b.example')]": ['a.example', 'b.example'],
    "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.8' AND network-traffic:dst_port = 4444]": [
      '192.0.2.8:4444',
    ],
    [`[file:name = 'it\\'s' AND file:hashes.'SHA-256' = '${sha}']`]: [sha],
    [`[file:hashes.MD5 = '${sha.slice(32)}' OR (file:hashes.'SHA-256' = '${sha}')]`]: [sha.slice(32), sha],
    "[url:value = 'https://site.example/page']": ['site.example/page'],
    // As MISP writes its own attributes and objects.
    "[network-traffic:src_ref.type = 'ipv4-addr' AND network-traffic:src_ref.value = '192.0.2.9']": ['192.0.2.9'],
    "[domain-name:value = 'c2.example' AND domain-name:resolves_to_refs[*].value = '192.0.2.9']": ['c2.example'],
    "[url:value = 'http://x.example/a' AND url:x_misp_domain = 'x.example' AND url:x_misp_port = '443']": ['x.example/a'],
    "[(network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '192.0.2.9') AND network-traffic:dst_port = '8080' AND network-traffic:start = '2020-10-25T16:22:00Z']":
      ['192.0.2.9:8080'],
  }
  for (const [pattern, expected] of Object.entries(yes)) {
    assert.deepEqual(brief(bundle(indicator(pattern))), expected, pattern)
    assert.deepEqual(faults(bundle(indicator(pattern))), [], pattern)
  }
  const no = [
    "[domain-name:value = 'a.example' AND url:value = 'http://b.example/x']",
    "[ipv4-addr:value = '192.0.2.1'] AND [domain-name:value = 'a.example']",
    "[ipv4-addr:value = '192.0.2.1'] FOLLOWEDBY [domain-name:value = 'a.example']",
    "[domain-name:value LIKE '%.example']",
    "[domain-name:value NOT = 'a.example']",
    "[domain-name:value != 'a.example']",
    "[file:name = 'x']",
    "[domain-name:value = 'a.example'",
    '[network-traffic:dst_port = 3333]',
    "[network-traffic:src_ref.value = '192.0.2.9' AND network-traffic:dst_port = 22]",
    "[network-traffic:src_ref.value = '192.0.2.9' AND network-traffic:dst_ref.value = '192.0.2.1']",
    "[domain-name:resolves_to_refs[*].value = '192.0.2.9']",
    "[url:x_misp_domain = 'x.example']",
    'domain',
    '',
    '('.repeat(1000),
  ]
  for (const pattern of no) {
    assert.deepEqual(brief(bundle(indicator(pattern))), [], pattern)
    assert.deepEqual(faults(bundle(indicator(pattern))), ['indicator--1: pattern'], pattern)
  }
})

test('STIX 2.1: validity, references, and what its author took back', () => {
  const [entry] = readFeed(
    bundle(
      indicator("[domain-name:value = 'a.example']", {
        valid_from: '2026-01-01T00:00:00Z',
        valid_until: '2026-02-01T02:00:00+02:00',
        external_references: [{ source_name: 's' }, { url: 'https://r.example' }],
      }),
    ),
  ).entries
  assert.deepEqual(
    [entry?.from, entry?.until, entry?.reference],
    ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', 'https://r.example'],
  )
  const pattern = "[domain-name:value = 'a.example']"
  assert.deepEqual(faults(bundle(indicator(pattern, { revoked: true }), indicator(pattern, { indicator_types: ['benign'] }))), [
    'indicator--1: switched-off',
    'indicator--1: switched-off',
  ])
  assert.deepEqual(
    faults(bundle(indicator(pattern, { pattern_type: 'sigma' }), { type: 'url', id: 'url--1', value: 'http://x.example/' })),
    ['indicator--1: pattern', 'url--1: other-kind'],
  )
})

test('refuses what is no host, URL or digest', () => {
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
    '',
    '999.1.1.1',
    'http:///x',
    'abc',
  ])
    assert.equal(typeof feedEntry(word), 'string', word)
})

test('any entry comes back from its own text as it went in; nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.webUrl()), fc.option(fc.nat(130)), (host, bits) => {
      const entry = feedEntry(bits === null ? host : `${host}/${bits}`, 'r')
      if (typeof entry !== 'string') assert.deepEqual(feedEntry(entryText(entry), 'r'), entry)
    }),
  )
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65535 }), (ip, port) =>
      assert.deepEqual(feedEntry(`${ip}:${port}`), { type: 'address', value: ip, port, reference: '' }),
    ),
  )
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    ' AND ',
    ' OR ',
    ' IN ',
    ',',
    "'a.example'",
    'domain-name:value',
    '=',
    ' ISSUBSET ',
    "'",
    '\\',
    '7',
  )
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), pieces => void readFeed(bundle(indicator(pieces.join(''))))))
  fc.assert(fc.property(fc.string(), text => void readFeed(text)))
  fc.assert(fc.property(fc.json(), text => void readFeed(text)))
  for (const key of ['Event', 'list', 'objects', 'type'])
    fc.assert(fc.property(fc.jsonValue(), value => void readFeed(JSON.stringify({ type: 'bundle', [key]: value }))))
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  assert.equal(readFeed(deep).format, 'unknown')
})

test('one endless word, comment or pattern: reading takes as long as it is', () => {
  for (const piece of ['a.', 'a-', '1.', ':', '# Reference: x\n', 'a.b\n', '# ', '/', '@', '[', '*.'])
    assertGrowsLinearly(size => void readFeed(piece.repeat(size / piece.length)), 8192, piece)
  for (const piece of ["a:b='c' OR ", "a:b='c' AND ", '((', "a:b.'", "'\\", '\\', 'a:[', ' '])
    assertGrowsLinearly(size => void readFeed(bundle(indicator(`[${piece.repeat(size / piece.length)}`))), 4096, piece)
})
