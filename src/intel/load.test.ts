import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import type { FeedEntry } from '../parse/feeds/entry.ts'
import { Indicators } from './indicators.ts'
import { readList } from './list-file.ts'
import { loadIntel } from './load.ts'
import { noOrigin } from './origin.ts'

test('the packaged rules load whole', () => {
  const intel = loadIntel()
  assert.deepEqual(intel.gaps, [])
  assert.ok(intel.about.indicators > 9000 && intel.families.length >= 15)
  assert.equal(intel.about.newest, '2026-11-21')
  assert.equal(intel.lookup('eu.gulf.moneroocean.stream', 443)?.kind, 'pool')
  assert.equal(intel.lookup('sub.teamtnt.red')?.family, 'teamtnt')
  for (const innocent of [
    'github.com',
    '8.8.8.8',
    'deb.debian.org',
    '10.0.0.1',
    'localhost',
    '',
    'com',
    '104.16.132.229',
    '2606:4700::6810:84e5',
    '52.84.155.54',
  ])
    for (const port of [80, 443, 3333]) assert.equal(intel.lookup(innocent, port), undefined, innocent)
})

test("users' feeds and allow files by their content; what cannot be read is a gap", () => {
  const folder = mkdtempSync(join(tmpdir(), 'intel-'))
  try {
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const allow = {
      authorised: [{ path: '/opt/m', sha256: 'a'.repeat(64), unit: 'm.service', wallet: '4'.repeat(95), note: '' }, { path: 'x' }],
    }
    const intel = loadIntel([
      write('feed.txt', 'own-pool.example\n198.51.100.0/24\ngithub.com\n'),
      write('allow.json', JSON.stringify(allow)),
      write('junk.json', '{}'),
      join(folder, 'none'),
    ])
    assert.equal(intel.lookup('a.own-pool.example')?.kind, 'pool')
    assert.equal(intel.lookup('198.51.100.77', 1)?.value, '198.51.100.0/24')
    assert.equal(intel.lookup('github.com'), undefined)
    assert.equal(intel.authorised.length, 1)
    assert.deepEqual(
      intel.gaps.map(g => g.why),
      ['malformed', 'malformed', 'absent', 'capped'],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('lists and tables of indicators grow with their entries', () => {
  const pools = (size: number): string => Array.from({ length: size }, (_, i) => `p${i}.pool${i % 100}.example:3333`).join('\n')
  const networks = (size: number): string => Array.from({ length: size }, (_, i) => `11.${i >> 8}.${i & 255}.0/24`).join('\n')
  for (const text of [pools, networks])
    assertGrowsLinearly(
      size => {
        const indicators = new Indicators()
        const entries: FeedEntry[] = []
        const { refused } = readList(text(size), 'x', entry => void entries.push(entry))
        for (const entry of entries) indicators.add(entry, noOrigin)
        assert.deepEqual([indicators.size, refused], [size, []])
        for (const entry of entries) indicators.lookup(entry.value, 3333)
      },
      256,
      text.name,
    )
})

test('a list of anything never throws, and counts what it refuses', () => {
  fc.assert(fc.property(fc.string(), text => void readList(text, 'x', () => {})))
  const said: unknown[] = []
  const reading = readList('#: kind malware\n#: family f\na.example\nx y z\n#: nonsense\n', 's', (entry, origin) =>
    said.push([entry, origin]),
  )
  assert.deepEqual(said, [
    [
      { type: 'domain', value: 'a.example', reference: '' },
      { ...noOrigin, list: 's', kind: 'malware', family: 'f' },
    ],
  ])
  assert.deepEqual(reading, {
    date: '',
    refused: [
      { line: 4, why: 'no-indicator' },
      { line: 5, why: 'bad-directive' },
    ],
  })
})

test('nothing is known before a list vouches for it, nor after', () => {
  const folder = mkdtempSync(join(tmpdir(), 'intel-'))
  try {
    const path = join(folder, 'timed.set.zst')
    writeFileSync(path, zstdCompressSync('#: from 2026-01-01T00:00:00.000Z\n#: until 2026-02-01T00:00:00.000Z\npool.timed.example\n'))
    const known = (now: string) => loadIntel([path], undefined, now).lookup('eu.pool.timed.example')?.value
    assert.equal(known('2025-12-31T00:00:00.000Z'), undefined)
    assert.equal(known('2026-01-15T00:00:00.000Z'), 'pool.timed.example')
    assert.equal(known('2026-02-01T00:00:00.000Z'), undefined)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
