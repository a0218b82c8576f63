import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesIn, carried } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

function frame(text: string, isMasked: boolean): Uint8Array {
  const payload = bytesIn(text)
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255]
  const mask = isMasked ? [7, 1, 9, 4] : []
  return Uint8Array.from([
    0x81,
    length[0]! | (isMasked ? 128 : 0),
    ...length.slice(1),
    ...mask,
    ...payload.map((b, i) => b ^ (mask[i & 3] ?? 0)),
  ])
}

const middle = carried.slice(2).map(([from, text]): Said => [from, frame(String(text).trim(), from === 0)])
const submittedIn = (said: readonly Said[], midstream = true): number | undefined =>
  rowsOfTalk(dissectors, said, { midstream }).stratum?.[0]?.submitted

test('a talk whose upgrade is missing, whole and in pieces', () => {
  assert.equal(submittedIn(middle), 1)
  assert.equal(submittedIn(middle.flatMap(([from, bytes]) => [...(bytes as Uint8Array)].map((b): Said => [from, Uint8Array.of(b)]))), 1)
})

test('near miss: a connection seen from its beginning, other first bytes, a chat', () => {
  assert.equal(submittedIn(middle, false), undefined)
  assert.deepEqual(rowsOfTalk(dissectors, [[1, '\x81\x05hello']], { midstream: true }), {})
  assert.deepEqual(rowsOfTalk(dissectors, [[1, frame('{"type":"job","params":{"job_id":"7"}}', false)]], { midstream: true }), {})
})
