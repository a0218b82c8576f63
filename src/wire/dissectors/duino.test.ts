import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { duino } from './duino.ts'

const job = `${'a1'.repeat(20)},${'b2'.repeat(20)},500\n`
const talk: readonly Said[] = [
  [1, '3.0\n'],
  [0, 'JOB,alice,MEDIUM,key\n'],
  [1, job],
  [0, '12345,2500.12,Official PC Miner 4.0,rig1,,77\n'],
  [1, 'GOOD\n'],
]

test('a job, a share, its acceptance; byte by byte; from the middle', () => {
  const bytewise = talk.flatMap(([from, text]) => [...String(text)].map((c): Said => [from, c]))
  for (const said of [talk, bytewise, talk.slice(2)]) {
    const [row] = rowsOfTalk([duino], said).stratum ?? []
    assert.deepEqual([row?.dialect, row?.coin, row?.jobs, row?.submitted, row?.accepted], ['duino', 'DUCO', 1, 1, 1])
  }
  assert.equal(rowsOfTalk([duino], talk).stratum?.[0]?.login, 'alice')
})

test('near miss: other lines that begin so', () => {
  for (const text of ['JOB,1,done\n', `${'a'.repeat(40)} commit\n`, `${'a'.repeat(40)},${'b'.repeat(40)},refs/heads/x\n`, '2024,12,31\n'])
    assert.deepEqual(
      rowsOfTalk(
        [duino],
        [
          [0, text],
          [1, 'GOOD\n'],
        ],
      ),
      {},
      text,
    )
})

test('no bytes make it throw', () => {
  const piece = fc.oneof(fc.constantFrom(...talk.map(([, text]) => String(text))), fc.string({ maxLength: 50 }))
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom<0 | 1>(0, 1), piece)), said => void rowsOfTalk([duino], said)))
})
