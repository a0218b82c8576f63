import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { EgressBook } from '../core/egress.ts'
import { JournalError } from '../core/journal.ts'
import { loadEgress, saveEgress } from './egress.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-egress-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const book: EgressBook = { schema: 'davylamp.egress.1', sources: [], peers: [], dropped: 3 }

test('what is kept comes back, for its owner alone; nothing is kept at first', () => {
  const state = join(folder, 'state')
  assert.equal(loadEgress(state, 'book'), undefined)
  saveEgress(state, 'book', book)
  assert.deepEqual(loadEgress(state, 'book'), book)
  assert.equal(loadEgress(state, 'list'), undefined)
  assert.equal(statSync(join(state, 'egress-book.json.zst')).mode & 0o777, 0o600)
})

test('a file that is broken is said to be so', () => {
  const state = join(folder, 'broken')
  saveEgress(state, 'book', book)
  writeFileSync(join(state, 'egress-book.json.zst'), 'nonsense')
  assert.throws(() => loadEgress(state, 'book'), { constructor: JournalError, code: 'tampered' })
})
