import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { utmpBytes } from '../../../test/utmp.ts'
import { concat } from '../../core/bytes.ts'
import { layoutOf, parseUtmp } from './utmp.ts'

const samples = new URL('../../../fixtures/logs/', import.meta.url)
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, samples)))

test('a real utmp of x86-64 and one of aarch64', () => {
  const intel = parseUtmp(read('utmp_x86_64'))
  assert.deepEqual(intel.layout, { size: 384, littleEndian: true })
  const arm = parseUtmp(read('utmp_aarch64'))
  assert.deepEqual(arm.layout, { size: 400, littleEndian: true })
  for (const { records, malformed } of [intel, arm]) {
    assert.equal(malformed, 0)
    assert.deepEqual(
      records.map(r => r.type),
      [0, 8, 2, 1, 4, 3],
    )
    assert.deepEqual(
      [records[2]?.user, records[2]?.tty, records[2]?.host, records[2]?.address],
      ['reboot', 'system boot', '0.0.0.0', '4.3.2.1'],
    )
  }
  assert.equal(new Date(intel.records[2]?.at ?? 0).toISOString().slice(0, 10), '2026-07-03')
})

test('a corrupted file: what makes sense is given, the rest counted', () => {
  const { records, malformed, blank } = parseUtmp(read('utmp_corrupted'))
  assert.deepEqual(
    records.map(r => [r.user, r.tty, r.address]),
    [
      ['alice', 'tty1', ''],
      ['bob', 'pts/0', '10.0.0.5'],
    ],
  )
  assert.equal(malformed, 3)
  assert.deepEqual(blank, [])
})

test('property: records in every layout come back, and the layout is recognised', () => {
  const layout = fc.constantFrom(...([384, 400] as const).flatMap(size => [true, false].map(littleEndian => ({ size, littleEndian }))))
  const word = (max: number) => fc.stringMatching(new RegExp(`^[a-z][a-z0-9/.]{0,${max}}$`))
  const record = fc.record({
    type: fc.integer({ min: 1, max: 8 }),
    pid: fc.integer({ min: 1, max: 4_194_304 }),
    tty: word(30),
    user: word(30),
    host: word(100),
    address: fc.constantFrom('', '192.0.2.7', '2001:db8::1'),
    at: fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }).map(s => s * 1000),
  })
  fc.assert(
    fc.property(layout, fc.array(record, { minLength: 1, maxLength: 6 }), (wanted, given) => {
      const { layout: found, records, malformed } = parseUtmp(concat(given.map(r => utmpBytes(r, wanted))))
      assert.deepEqual(found, wanted)
      assert.equal(malformed, 0)
      assert.deepEqual(
        records.map(({ index: _, ...rest }) => rest),
        given.map(r => ({ ...r })),
      )
    }),
  )
})

test('blank records are told apart', () => {
  const record = utmpBytes({ type: 7, user: 'a', tty: 'pts/0', at: 1_700_000_000_000 })
  const { blank, records } = parseUtmp(concat([record, new Uint8Array(768), record]))
  assert.deepEqual(blank, [1, 2])
  assert.equal(records.length, 2)
})

test('property: any bytes never throw, and a layout is always named', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1700 }), bytes => assert.ok(parseUtmp(bytes).malformed >= 0 && layoutOf(bytes).size >= 384)),
  )
})

test('the wtmp of this machine, where there is one', t => {
  if (!existsSync('/var/log/wtmp')) return t.skip('no /var/log/wtmp here')
  assert.equal(parseUtmp(new Uint8Array(readFileSync('/var/log/wtmp'))).malformed, 0)
})
