import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { loginRow } from '../../test/wire-rows.ts'
import type { LoginTries } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { instantOf } from '../core/instant.ts'
import { distributedGuessing } from './distributed-guessing.ts'

const detect = (rows: readonly LoginTries[]) =>
  [...distributedGuessing.detect(factsOf({ loginTries: rows }), intelWith(), new Set())].map(({ severity, title }) => [severity, title.en])
const refused = (n: number, minutes: number, more: (i: number) => Partial<LoginTries> = () => ({})) =>
  Array.from({ length: n }, (_, i) =>
    loginRow({
      client: { address: `203.0.113.${i % 20}`, port: i },
      at: instantOf(1_700_000_000_000 + i * minutes * 60_000)!,
      refused: 1,
      ...more(i),
    }),
  )

test('hit: many addresses, few tries each, within an hour', () => {
  const [found] = detect(refused(40, 1))
  assert.equal(found?.[0], 'medium')
  assert.match(found?.[1] ?? '', /^20 addresses together guess passwords of \w+ at [\d.]+ \(40 refusals\)$/)
})

test('near miss: few addresses, over days, people who come in afterwards, machines of one’s own, one that guesses most', () => {
  assert.deepEqual(detect(refused(40, 1, i => ({ client: { address: `203.0.113.${i % 10}`, port: i } }))), [])
  assert.deepEqual(detect(refused(40, 60)), [])
  assert.deepEqual(detect([...refused(40, 1), ...refused(20, 1, () => ({ accepted: true }))]), [])
  assert.deepEqual(detect(refused(40, 1, i => ({ client: { address: `10.0.0.${i % 20}`, port: i } }))), [])
  assert.deepEqual(detect(refused(60, 1, i => ({ client: { address: `203.0.113.${i < 40 ? 1 : i % 12}`, port: i } }))), [])
})
