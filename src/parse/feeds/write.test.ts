import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { entryText, type FeedEntry, feedEntry } from './entry.ts'
import { readFeed } from './feed.ts'
import { exportFormats, writeFeed } from './write.ts'

const now = '2026-01-02T03:04:05.000Z'

const word = fc.oneof(
  fc.constantFrom('pool.example', 'a.b.example', "x.example/it's?a='b", 'sub.example/p'),
  fc.ipV4(),
  fc.constantFrom('2001:db8::1', '2001:db8:7::/48', '[2001:db8::2]:443'),
  fc.tuple(fc.ipV4(), fc.integer({ min: 8, max: 31 })).map(([ip, bits]) => `${ip}/${bits}`),
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65535 })).map(([ip, port]) => `${ip}:${port}`),
  fc.constantFrom('pool.example:3333'),
  fc
    .constantFrom(32, 40, 64, 128)
    .chain(length => fc.string({ unit: fc.constantFrom('0', '7', 'a', 'f'), minLength: length, maxLength: length })),
)
const entry = fc.tuple(word, fc.constantFrom('', 'https://r.example/1', 'https://r.example/2')).map(([text, reference]) => {
  const read = feedEntry(text, reference)
  assert.ok(typeof read !== 'string', text)
  return read
})

test('what is written in a format is read back from it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...exportFormats), fc.array(entry, { minLength: 1, maxLength: 30 }), (format, entries) => {
      const { text, left } = writeFeed(
        format,
        entries.map(one => ({ entry: one, said: 'said' })),
        ['about'],
        now,
      )
      const back = readFeed(text)
      const texts = (all: readonly FeedEntry[]) => [...new Set(all.map(entryText))].sort()
      const fitting = entries.filter(({ type }) => (format === 'hosts' ? type === 'domain' : format !== 'maltrail' || type !== 'digest'))
      assert.equal(left, entries.length - fitting.length)
      assert.deepEqual(texts(back.entries), texts(format === 'hosts' ? fitting.map(one => ({ ...one, port: undefined })) : fitting))
      assert.deepEqual(back.refused, [])
      if (format === 'maltrail')
        for (const one of fitting)
          assert.ok(
            back.entries.some(b => entryText(b) === entryText(one) && b.reference === one.reference),
            entryText(one),
          )
    }),
    { numRuns: 500 },
  )
})

test('STIX says from when and until when, and gives the same thing the same id', () => {
  const one: FeedEntry = {
    type: 'domain',
    value: 'a.example',
    reference: 'https://r.example',
    from: '2026-01-01T00:00:00.000Z',
    until: '2026-03-01T00:00:00.000Z',
  }
  const written = () => writeFeed('stix', [{ entry: one, said: 's' }], [], now).text
  assert.deepEqual(readFeed(written()).entries, [one])
  const [object] = (JSON.parse(written()) as { objects: { id: string }[] }).objects
  assert.match(object?.id ?? '', /^indicator--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(written(), written())
})

test('a MISP event has all that an instance asks of one, and so have its attributes', () => {
  const read = feedEntry('pool.example:3333')
  assert.ok(typeof read !== 'string')
  const { Event } = JSON.parse(writeFeed('misp', [{ entry: read, said: 's' }], ['about'], now).text) as {
    Event: Record<string, unknown> & { Attribute: Record<string, unknown>[] }
  }
  const { uuid, Attribute, ...event } = Event
  assert.match(String(uuid), /^[0-9a-f-]{36}$/)
  assert.deepEqual(event, {
    info: 'about',
    date: '2026-01-02',
    timestamp: '1767323045',
    published: false,
    publish_timestamp: '0',
    threat_level_id: '4',
    analysis: '2',
    distribution: '0',
  })
  const { uuid: _, ...attribute } = Attribute[0]!
  assert.deepEqual(attribute, {
    type: 'hostname|port',
    category: 'Network activity',
    value: 'pool.example|3333',
    to_ids: true,
    comment: 's',
    distribution: '5',
    timestamp: '1767323045',
    deleted: false,
  })
})
