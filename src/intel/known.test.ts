import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { entryText, type FeedEntry } from '../parse/feeds/entry.ts'
import { mentionsOf, tablesOf } from './known.ts'
import { readList } from './list-file.ts'
import { listText } from './list-text.ts'
import type { KnownList } from './lists.ts'
import { indicatorsOf } from './load.ts'

const list = (name: string, text: string): KnownList => ({
  name,
  path: name,
  where: 'imported',
  shared: text.includes('kind shared'),
  read: each => readList(text, name, each),
})

const lists = [
  list('own', '#: until 2026-02-01T00:00:00.000Z\npool.example\n198.51.100.9\n'),
  list('cdn', '#: kind shared\n198.51.100.0/24\ncode.example\n'),
  list('wide', '198.51.0.0/16\nduckdns.org\ncode.example/evil.sh\n#: from 2027-01-01T00:00:00.000Z\nearly.example\n'),
]
const ask = (word: string, now = '2026-01-01T00:00:00.000Z') =>
  mentionsOf(word, tablesOf(lists), indicatorsOf(lists, now).shared, now)?.map(({ value, origin, decisive, because }) => [
    origin.list,
    value,
    decisive || (typeof because === 'string' ? because : because?.list),
  ])

test('every list is heard, and said why it is not decisive', () => {
  assert.deepEqual(ask('eu.pool.example'), [['own', 'pool.example', true]])
  assert.deepEqual(ask('eu.pool.example', '2026-02-02T00:00:00.000Z'), [['own', 'pool.example', 'expired']])
  assert.deepEqual(ask('early.example'), [['wide', 'early.example', 'not-yet']])
  assert.deepEqual(ask('198.51.100.9'), [
    ['own', '198.51.100.9', 'cdn'],
    ['cdn', '198.51.100.0/24', 'cdn'],
    ['wide', '198.51.0.0/16', 'cdn'],
  ])
  assert.deepEqual(ask('198.51.7.7'), [['wide', '198.51.0.0/16', true]])
  assert.deepEqual(ask('x.duckdns.org'), [['wide', 'duckdns.org', 'public-suffix']])
  assert.deepEqual(ask('https://code.example/evil.sh'), [
    ['cdn', 'code.example', 'cdn'],
    ['wide', 'code.example/evil.sh', true],
  ])
  assert.deepEqual(ask('nothing.example'), [])
  assert.equal(ask('no indicator'), undefined)
})

test('a mention is decisive exactly when a scan would say so', () => {
  const now = '2026-01-01T00:00:00.000Z'
  const { packets } = indicatorsOf(lists, now)
  const host = fc.constantFrom(
    'pool.example',
    'a.pool.example',
    '198.51.100.9',
    '198.51.100.8',
    '198.51.7.7',
    'duckdns.org',
    'a.duckdns.org',
    'early.example',
    'code.example',
  )
  fc.assert(
    fc.property(host, word => {
      const decisive = ask(word)?.some(([, , said]) => said === true)
      assert.equal(decisive, packets.lookup(word) !== undefined, word)
    }),
  )
})

test('a list that is written is read back with its provenance', () => {
  const instant = fc.constantFrom(undefined, '2026-01-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z')
  const entry = fc.record({
    type: fc.constantFrom('domain' as const, 'url' as const),
    name: fc.constantFrom('a', 'b', 'c'),
    reference: fc.string({ maxLength: 20 }),
    from: instant,
    until: instant,
  })
  fc.assert(
    fc.property(fc.array(entry), fc.boolean(), fc.constantFrom('', '2026-03-01T00:00:00.000Z'), (given, shared, until) => {
      const entries = given.map(
        ({ type, name, reference, from, until: end }): FeedEntry => ({
          type,
          value: type === 'domain' ? `${name}.example` : `${name}.example/x`,
          reference,
          ...(from !== undefined && { from }),
          ...(end !== undefined && { until: end }),
        }),
      )
      const header = { kind: 'pool' as const, shared, source: 's\n#: kind malware', date: '2026-01-01', licence: 'l', until }
      const back: string[] = []
      const { refused } = readList(listText(header, entries), 'x', (e, o) => {
        assert.deepEqual(
          [o.shared, o.kind, o.source, o.licence],
          [shared, e.type === 'url' && !shared ? 'malware' : 'pool', 's #: kind malware', 'l'],
        )
        back.push([entryText(e), o.reference, o.from, o.until].join('|'))
      })
      assert.deepEqual(refused, [])
      const clean = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
      const end = (own = '') => [own, until].filter(t => t !== '').sort()[0] ?? ''
      assert.deepEqual(
        back,
        entries.map(e => [entryText(e), clean(e.reference), e.from ?? '', end(e.until)].join('|')),
      )
    }),
  )
})
