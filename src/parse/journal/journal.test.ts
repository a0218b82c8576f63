import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { type JournalForm, type JournalRecord, journalBytes } from '../../../test/journal.ts'
import { textOf } from '../../core/bytes.ts'
import type { LogFlaw, ReadBytes } from '../../core/log-format.ts'
import { isFlaw, Journal, type JournalEntry } from './journal.ts'

const samples = new URL('../../../fixtures/logs/journal/', import.meta.url)
const sample = (name: string): Uint8Array => new Uint8Array(zstdDecompressSync(readFileSync(new URL(name, samples))))
const reading =
  (file: Uint8Array): ReadBytes =>
  (offset, length) =>
    file.subarray(offset, offset + length)

function read(file: Uint8Array, wanted: readonly string[] = ['MESSAGE'], marks?: (payload: Uint8Array) => boolean) {
  const journal = Journal.open(reading(file), file.length, wanted)
  assert.ok(journal !== undefined)
  const entries: (JournalEntry & { fields: Map<string, string> })[] = []
  const flaws: LogFlaw[] = []
  for (const one of journal.entries(marks)) {
    if (isFlaw(one)) flaws.push(one)
    else entries.push({ ...one, fields: journal.fields(one) })
  }
  return { journal, entries, flaws: [...flaws, ...journal.doubts()] }
}

const records: readonly JournalRecord[] = [1, 2, 3, 4].map(n => ({
  at: 1_700_000_000_000 + n * 1000,
  monotonic: n * 1_000_000,
  fields: { SYSLOG_IDENTIFIER: n % 2 === 0 ? 'sshd' : 'app', MESSAGE: `message ${n}`, _PID: '7' },
}))

test('files of real journalds say what journalctl -o json says of them, byte for byte, under every compression and in the old format', () => {
  const expected = textOf(sample('expected.jsonl.zst')).trim().split('\n')
  for (const name of ['xz', 'lz4', 'zstd', 'plain']) {
    const { journal, entries, flaws } = read(sample(`${name}.journal.zst`))
    assert.deepEqual(flaws, [], name)
    assert.equal(journal.header.compact, name !== 'plain')
    assert.equal(entries.length, expected.length)
    for (const [i, entry] of entries.entries()) {
      const { __REALTIME_TIMESTAMP: realtime, __MONOTONIC_TIMESTAMP: monotonic, __CURSOR, ...wanted } = JSON.parse(expected[i] ?? '')
      assert.deepEqual([`${entry.realtime}`, `${entry.monotonic}`, entry.bootId], [realtime, monotonic, wanted._BOOT_ID])
      const found: Record<string, Buffer[]> = {}
      for (const payload of journal.payloads(entry)) {
        assert.ok(payload !== undefined)
        const equals = payload.indexOf(61)
        const field = textOf(payload.subarray(0, equals))
        found[field] = [...(found[field] ?? []), Buffer.from(payload.subarray(equals + 1))]
      }
      for (const [field, value] of Object.entries(wanted)) {
        const several = Array.isArray(value) && typeof value[0] !== 'number'
        const values = (several ? value : [value]).map((one: string | number[]) => Buffer.from(one as string))
        assert.deepEqual((found[field] ?? []).toSorted(Buffer.compare), values.toSorted(Buffer.compare), field)
      }
      assert.equal(Object.keys(found).length, Object.keys(wanted).length)
    }
  }
})

test('property: what was written comes back, in every form', () => {
  const form = fc.record({ compact: fc.boolean(), keyed: fc.boolean(), state: fc.integer({ min: 0, max: 2 }) })
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const record = fc.record({
    at: fc.integer({ min: 1, max: 4_000_000_000_000 }),
    monotonic: fc.nat(),
    boot: fc.integer({ min: 1, max: 255 }),
    fields: fc.record({ MESSAGE: text, _PID: fc.nat({ max: 3 }).map(String), OTHER: text }),
  })
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), form, (given, how: JournalForm) => {
      const { entries, flaws } = read(journalBytes(given, how), ['MESSAGE', '_PID'])
      assert.deepEqual(flaws, [])
      assert.deepEqual(
        entries.map(e => [e.seqnum, e.realtime, e.monotonic, e.bootId.slice(0, 2), e.fields.get('MESSAGE'), e.fields.get('_PID')]),
        given.map((r, i) => {
          const message = textOf(Buffer.from(r.fields.MESSAGE))
          return [i + 1, r.at * 1000, r.monotonic, r.boot.toString(16).padStart(2, '0'), message, r.fields._PID]
        }),
      )
    }),
  )
})

test('entries are marked by what they hold', () => {
  const { entries } = read(journalBytes(records), ['MESSAGE'], payload => textOf(payload) === 'SYSLOG_IDENTIFIER=sshd')
  assert.deepEqual(
    entries.map(e => e.marked),
    [false, true, false, true],
  )
})

test('around a broken object: the rest is read, and the place is named', () => {
  const file = journalBytes(records)
  const second = read(file).entries[1]!
  const zeroed = file.slice().fill(0, second.offset, second.offset + 80)
  const { entries, flaws } = read(zeroed)
  assert.deepEqual(
    entries.map(e => e.fields.get('MESSAGE')),
    ['message 1', 'message 3', 'message 4'],
  )
  assert.deepEqual(
    flaws.map(f => [f.flaw, f.locus]),
    [
      ['blank', `@${second.offset}`],
      ['corrupt', '@152'],
    ],
  )
  assert.equal(flaws[0]?.from?.ms, records[0]!.at)
  const crashed = zeroed.slice().fill(1, 16, 17)
  assert.equal(read(crashed).flaws[0]?.flaw, 'corrupt')
})

test('a file that was cut off, one whose header was never finished, and one that is none', () => {
  const file = journalBytes(records)
  const third = read(file).entries[2]!
  const cut = read(file.subarray(0, third.offset + 20))
  assert.equal(cut.entries.length, 2)
  assert.ok(cut.flaws.some(f => f.flaw === 'cut'))
  const headless = file.slice()
  headless.fill(0, 136, 144)
  assert.equal(read(headless).entries.length, 4)
  assert.equal(Journal.open(reading(new Uint8Array(300)), 300, []), undefined)
})

test('a text that was changed in place is found by its hash', () => {
  for (const keyed of [true, false]) {
    const file = Buffer.from(journalBytes(records, { keyed }))
    file.write('X', file.indexOf('message 3'))
    const { entries, flaws } = read(new Uint8Array(file))
    assert.equal(entries[2]?.fields.get('MESSAGE'), 'Xessage 3')
    assert.deepEqual(
      flaws.map(f => f.flaw),
      ['corrupt'],
    )
  }
})

test('entries out of order', () => {
  const [a, b] = records as [JournalRecord, JournalRecord]
  const { flaws } = read(
    journalBytes([
      { ...a, seqnum: 9 },
      { ...b, seqnum: 4 },
    ]),
  )
  assert.deepEqual(
    flaws.map(f => [f.flaw, f.from?.ms, f.to?.ms]),
    [['backwards', a.at, b.at]],
  )
})

test('seals: entries of more than one epoch without one, seals of an earlier epoch, none at all; a short unsealed end is usual', () => {
  const sealed = (seals: readonly (number | undefined)[], apart = 60_000) =>
    read(
      journalBytes(
        records.map((r, i) => ({ ...r, at: r.at + i * apart, ...(seals[i] === undefined ? {} : { seal: seals[i] }) })),
        { sealed: true, state: 2 },
      ),
    ).flaws.map(flaw => flaw.detail)
  assert.deepEqual(sealed([1, undefined, 2, 3]), [])
  assert.deepEqual(sealed([1, 2, undefined, undefined]), [])
  assert.deepEqual(sealed([1, 2, undefined, undefined], 7_200_000), [
    '2 entries are unsealed, between seal 2 (epoch 2) and the end, in more time than one epoch',
  ])
  assert.deepEqual(sealed([1, undefined, undefined, 2], 7_200_000), [
    '3 entries are unsealed, between seal 1 (epoch 1) and seal 2, in more time than one epoch',
  ])
  assert.deepEqual(sealed([5, undefined, 4, 5]), ['a seal of epoch 4 after one of epoch 5'])
  assert.deepEqual(sealed([]), ['4 entries are unsealed, although the file is one with seals'])
})

test('property: real files with any bytes changed end, and give no more entries than they can hold', () => {
  const files = ['lz4', 'xz', 'zstd', 'plain'].map(name => sample(`${name}.journal.zst`))
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }) })
  const place = (file: Uint8Array, at: number): number => {
    // Half of the changes hit header and objects, not the long empty tables.
    const objects = file.length - 60_000
    return at < 0.2 ? Math.floor(at * 5 * 264) : objects + Math.floor((at - 0.2) * 1.25 * 60_000)
  }
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 20 }),
      fc.nat({ max: 70_000 }),
      (file, changes, cut) => {
        const broken = file.slice(0, cut < 60_000 ? file.length : file.length - (cut - 60_000))
        for (const { at, bytes } of changes) broken.set(bytes, Math.min(place(broken, at), broken.length - bytes.length))
        const journal = Journal.open(reading(broken), broken.length, ['MESSAGE'])
        for (const one of journal?.entries(() => true) ?? []) {
          if (isFlaw(one)) assert.ok(one.detail !== '')
          else for (const [, value] of journal!.fields(one)) assert.ok(value.length <= 16 << 20)
        }
      },
    ),
    { numRuns: 60 },
  )
})
