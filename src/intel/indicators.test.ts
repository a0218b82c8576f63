import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ipv4Number, ipv6Bytes } from '../core/address-text.ts'
import { entryText, type FeedEntry, feedEntry } from '../parse/feeds/entry.ts'
import { Indicators } from './indicators.ts'
import { noOrigin } from './origin.ts'

const entryOf = (word: string): FeedEntry => {
  const entry = feedEntry(word)
  assert.ok(typeof entry !== 'string', word)
  return entry
}

function tableOf(words: readonly string[], shared?: Indicators): Indicators {
  const table = new Indicators(shared)
  for (const word of words) table.add(entryOf(word), noOrigin)
  table.trim()
  return table
}

const bitsOf = (address: string): string => {
  const short = ipv4Number(address)
  if (short >= 0) return short.toString(2).padStart(32, '0')
  const bytes = new Uint8Array(16)
  assert.ok(ipv6Bytes(address, bytes))
  return [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
}

/** The same questions, answered by looking at each entry in turn. */
function naive(words: readonly string[], host: string, port: number): string | undefined {
  const entries = words.map(entryOf)
  const asked = feedEntry(host)
  if (typeof asked === 'string') return undefined
  if (asked.type === 'domain') {
    const over = entries.filter(e => e.type === 'domain' && (asked.value === e.value || asked.value.endsWith(`.${e.value}`)))
    return over.sort((a, b) => b.value.length - a.value.length)[0]?.value
  }
  const bits = bitsOf(asked.value)
  const exact = entries.find(e => e.type === 'address' && e.value === asked.value && e.port === port)
  if (exact !== undefined) return entryText(exact)
  const over = entries.filter(
    e =>
      e.type === 'address' &&
      e.port === undefined &&
      bitsOf(e.value).length === bits.length &&
      bits.startsWith(bitsOf(e.value).slice(0, e.bits ?? 128)),
  )
  const narrowest = over.sort((a, b) => (b.bits ?? 128) - (a.bits ?? 128))[0]
  return narrowest === undefined ? undefined : entryText(narrowest)
}

/** Few labels and few numbers, so that hits, near misses and overlaps are common. */
const label = fc.constantFrom('a', 'b', 'pool', 'pools', 'x-y')
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), fc.constantFrom('com', 'example'))
  .map(([labels, tld]) => `${labels.join('.')}.${tld}`)
const octet = fc.constantFrom(10, 11, 128, 255)
const ipv4 = fc.tuple(octet, octet, octet, octet).map(parts => parts.join('.'))
const group = fc.constantFrom('1', 'fe80', 'ffff', '8000')
const ipv6 = fc.tuple(group, group, group).map(([a, b, c]) => `${a}:${b}::${c}`)
const port = fc.constantFrom(1, 3333, 65535)
const word = fc.oneof(
  domain,
  ipv4,
  ipv6,
  fc.tuple(ipv4, port).map(([a, p]) => `${a}:${p}`),
  fc.tuple(ipv6, port).map(([a, p]) => `[${a}]:${p}`),
  fc.tuple(ipv4, fc.integer({ min: 8, max: 32 })).map(([a, bits]) => `${a}/${bits}`),
  fc.tuple(ipv6, fc.integer({ min: 8, max: 128 })).map(([a, bits]) => `${a}/${bits}`),
)

test('the table says what a naive list says, to texts and to bytes alike', () => {
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 60 }),
      fc.array(fc.oneof(domain, ipv4, ipv6), { minLength: 1, maxLength: 10 }),
      port,
      (words, hosts, at) => {
        const table = tableOf(words)
        for (const host of hosts) {
          const expected = naive(words, host, at)
          assert.equal(table.lookup(host, at)?.value, expected, host)
          assert.equal(table.lookup(host.toUpperCase(), at)?.value, expected, host)
          const found = packetQuestion(table, host, at)
          assert.equal(found < 0 ? undefined : table.indicator(found).value, expected, host)
        }
      },
    ),
    { numRuns: 500 },
  )
})

function packetQuestion(table: Indicators, host: string, at: number): number {
  const short = ipv4Number(host)
  if (short >= 0) return table.ipv4(short | 0, at)
  const buffer = Buffer.alloc(300, 0x61)
  if (host.includes(':')) {
    ipv6Bytes(host, buffer.subarray(7, 23))
    return table.ipv6(buffer, 7, at)
  }
  buffer.write(`${host}.`, 33, 'latin1')
  return table.domain(buffer, 33, host.length + (at === 1 ? 1 : 0))
}

test('an IPv4 address that lies in an IPv6 one is looked up as what it is on the wire', () => {
  const table = tableOf(['192.0.2.1:3333', '2001:db8::/32'])
  assert.equal(table.lookup('::ffff:192.0.2.1', 3333)?.value, '192.0.2.1:3333')
  assert.equal(table.lookup('64:ff9b::c000:201', 3333)?.value, '192.0.2.1:3333')
  assert.equal(table.lookup('[2001:db8::7]')?.value, '2001:db8::/32')
  for (const near of ['64:ff9b:1::c000:201', '::fffe:192.0.2.1', '::192.0.2.1', '2001:db9::7'])
    assert.equal(table.lookup(near, 3333), undefined)
})

test('a wide network does not take in what innocents share', () => {
  const table = tableOf(['198.51.0.0/16', '198.51.100.9', '2001:db8::/32'], tableOf(['198.51.100.0/24', '2001:db8:1::/48']))
  assert.equal(table.lookup('198.51.99.1')?.value, '198.51.0.0/16')
  assert.equal(table.lookup('198.51.100.1'), undefined)
  assert.equal(table.lookup('198.51.100.9')?.value, '198.51.100.9')
  assert.equal(table.lookup('2001:db8:1::1'), undefined)
  assert.equal(table.lookup('2001:db8:2::1')?.value, '2001:db8::/32')
})

test('URLs and digests match exactly, a host on its label boundary only', () => {
  const sha = 'a1'.repeat(32)
  const table = tableOf(['http://paste.example:80/raw/x?y=1#z', sha.toUpperCase(), 'pool.example'])
  assert.equal(table.lookupUrl('https://PASTE.example:443/raw/x?y=1')?.value, 'paste.example/raw/x?y=1')
  for (const near of ['http://paste.example/raw/x', 'http://paste.example/raw/X?y=1', 'http://paste.example:8080/raw/x?y=1'])
    assert.equal(table.lookupUrl(near), undefined, near)
  assert.equal(table.lookupDigest(sha)?.value, sha)
  assert.equal(table.lookupDigest(`b${sha.slice(1)}`), undefined)
  assert.equal(table.indicator(table.digest(Buffer.from(`00${sha}`, 'hex'), 1, 32)).value, sha)
  for (const near of ['spool.example', 'pool.example.org', 'example', '', '.', 'pool.examplé'])
    assert.equal(table.lookup(near), undefined, near)
  assert.equal(table.lookup('*.pool.example')?.value, 'pool.example')
})

test('no name and no bytes make it throw', () => {
  const table = tableOf(['a.example', '192.0.2.0/24', 'fe80::/10'])
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      text => void [table.lookup(text, 1), table.lookupUrl(text), table.lookupDigest(text)],
    ),
  )
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 300, maxLength: 300 }), fc.nat(255), (bytes, length) => {
      table.domain(bytes, 0, length)
      table.ipv6(bytes, length, 1)
      table.digest(bytes, 3, length)
    }),
  )
})

test('a table of many keys grows and finds them all', () => {
  const words = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? `h${i}.example` : `11.${i >> 16}.${(i >> 8) & 255}.${i & 255}`))
  const table = tableOf(words)
  assert.equal(table.size, words.length)
  for (const word of words) assert.equal(table.lookup(word, 80)?.value, word)
  assert.equal(table.lookup('h1.example'), undefined)
  assert.ok(table.memory < 2 ** 21 + words.length * 80, `${table.memory} bytes`)
})
