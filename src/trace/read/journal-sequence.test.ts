import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { journalBytes } from '../../../test/journal.ts'
import { memoryHost } from '../../host/memory.ts'
import { journalHoles } from './journal-sequence.ts'

const start = Date.parse('2026-05-01T00:00:00Z')
const folder = '/var/log/journal/m'
const file = (...numbers: readonly number[]) =>
  journalBytes(numbers.map(n => ({ at: start + n * 1000, seqnum: n, fields: { MESSAGE: `${n}` } })))

function holes(tree: Readonly<Record<string, Uint8Array>>) {
  const paths = Object.keys(tree).map(name => `${folder}/${name}`)
  const host = memoryHost(Object.fromEntries(Object.entries(tree).map(([name, bytes]) => [`${folder}/${name}`, bytes])))
  return journalHoles(host.files, paths).map(({ span, why }) => [span?.from, span?.to, why.en.split(' ')[0]])
}
const at = (n: number): number => start + n * 1000

test('a journal between two others was deleted', () => {
  const tree = { 'system.journal': file(9, 10), 'system@1.journal': file(1, 2, 3) }
  assert.deepEqual(holes(tree), [[at(3), at(9), '5']])
  assert.deepEqual(holes({ ...tree, 'system@4.journal': file(4, 5, 6, 7, 8) }), [])
})

test('numbers that the journal of a user holds are not missing; of those that he holds in part the rest is', () => {
  const tree = { 'system.journal': file(9, 10), 'system@1.journal': file(1, 2, 3) }
  assert.deepEqual(holes({ ...tree, 'user-1000.journal': file(4, 5, 6, 7, 8) }), [])
  assert.deepEqual(holes({ ...tree, 'user-1000.journal': file(2, 5, 6, 12) }), [[at(3), at(9), '3']])
})

test('near misses: the oldest are gone, a user has numbers amid, the last file is empty', () => {
  assert.deepEqual(holes({ 'system.journal': file(100, 101), 'system@9.journal': file(90, 95, 99) }), [])
  assert.deepEqual(holes({ 'system.journal': journalBytes([]), 'system@9.journal': file(90, 91) }), [])
  assert.deepEqual(holes({ 'system.journal': new Uint8Array(300), 'system@9.journal': file(90, 91) }), [])
})

test('property: whichever files are taken out of a row, the holes hold exactly their entries', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 8 }), files => {
      let next = 1
      let missing = 0
      const tree: Record<string, Uint8Array> = {}
      for (const [i, [length, kept]] of files.entries()) {
        const numbers = Array.from({ length }, () => next++)
        const amid = i > 0 && i < files.length - 1
        if (kept || !amid) tree[`system@${i}.journal`] = file(...numbers)
        else missing += length
      }
      assert.equal(
        holes(tree).reduce((sum, [, , count]) => sum + Number(count), 0),
        missing,
      )
    }),
  )
})
