import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EntryRule, ObservationWeight } from '../core/entry-model.ts'
import type { Observation } from '../core/trace.ts'
import { softmax, surestWithoutWitness, weigh, withPointer } from './weigh.ts'

const weight = (given: Partial<ObservationWeight>): ObservationWeight => ({
  seen: 0,
  unseen: 0,
  silent: 0,
  wiped: 0,
  doubt: 0.3,
  group: 'g',
  direct: false,
  ...given,
})
const rule = (id: string, prior: number, observations: Record<string, ObservationWeight>): [string, EntryRule] => [
  id,
  { id, prior, doubt: 0.5, rationale: { zh: '', en: '' }, sources: [], observations: new Map(Object.entries(observations)) },
]
const seen = (id: string, answer: Observation['answer'] = 'seen'): Observation => ({ id, answer, text: { zh: '', en: '' }, events: [] })
const model = new Map([
  rule('a', 0.5, { x: weight({ seen: 4, unseen: -2 }), y: weight({ seen: 4 }), z: weight({ seen: 4, direct: true, group: 'h' }) }),
  rule('b', 0.3, { x: weight({ seen: 4 }) }),
  rule('unknown', 0.2, { w: weight({ silent: 1, wiped: 2 }), 'nothing-points': weight({ seen: 2 }) }),
])

test('what says the same again hardly counts', () => {
  const one = weigh(
    [
      { id: 'a', observations: [seen('x')] },
      { id: 'b', observations: [] },
      { id: 'unknown', observations: [] },
    ],
    model,
  )
  const two = weigh(
    [
      { id: 'a', observations: [seen('x'), seen('y')] },
      { id: 'b', observations: [] },
      { id: 'unknown', observations: [] },
    ],
    model,
  )
  const echoed = two[0]?.weighed.find(w => w.id === 'y')
  assert.equal(echoed?.weight, 1)
  assert.ok((two[0]?.posterior ?? 0) >= (one[0]?.posterior ?? 1))
})

test('without a direct witness nobody is surer than the limit, and the rest is unknown', () => {
  const answers = (ids: string[]) => [
    { id: 'a', observations: ids.map(id => seen(id)) },
    { id: 'b', observations: [] },
    { id: 'unknown', observations: [] },
  ]
  const many = new Map([
    ...model,
    rule('a', 0.9, { x: weight({ seen: 7 }), y: weight({ seen: 7, group: 'i' }), z: weight({ seen: 7, direct: true, group: 'h' }) }),
  ])
  const without = weigh(answers(['x', 'y']), many)
  assert.equal(without[0]?.posterior, surestWithoutWitness)
  assert.ok((weigh(answers(['x', 'z']), many)[0]?.posterior ?? 0) > surestWithoutWitness)
})

test('wiped witnesses weigh otherwise than absent ones', () => {
  const of = (wiped: boolean) =>
    weigh(
      [
        { id: 'a', observations: [] },
        { id: 'unknown', observations: [{ ...seen('w', 'silent'), wiped }] },
      ],
      model,
    )
  const p = (wiped: boolean): number => of(wiped).find(j => j.id === 'unknown')?.posterior ?? 0
  assert.ok(p(true) > p(false))
})

test('whether anything points anywhere is told to "unknown" alone', () => {
  const nothing = withPointer(
    [
      { id: 'a', observations: [seen('x', 'unseen')] },
      { id: 'unknown', observations: [] },
    ],
    model,
  )
  assert.deepEqual(
    nothing.map(a => a.observations.map(o => [o.id, o.answer])),
    [[['x', 'unseen']], [['nothing-points', 'seen']]],
  )
  const something = withPointer(
    [
      { id: 'a', observations: [seen('x')] },
      { id: 'unknown', observations: [] },
    ],
    model,
  )
  assert.equal(something[1]?.observations[0]?.answer, 'unseen')
})

test('posteriors add up to 1 and lie within their bands, whatever is answered', () => {
  const answer = fc.constantFrom<Observation['answer']>('seen', 'unseen', 'silent')
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z'), answer), { maxLength: 6 }), answer, (own, other) => {
      const judged = weigh(
        [
          { id: 'a', observations: own.map(([id, a]) => seen(id, a)) },
          { id: 'b', observations: [seen('x', other)] },
          { id: 'unknown', observations: [seen('w', other)] },
        ],
        model,
      )
      assert.ok(Math.abs(judged.reduce((sum, j) => sum + j.posterior, 0) - 1) < 1e-9)
      for (const { posterior, band } of judged) assert.ok(0 <= band[0] && band[0] <= posterior && posterior <= band[1] && band[1] <= 1)
    }),
  )
  assert.ok(Math.abs(softmax([1000, 999, -1000]).reduce((a, b) => a + b) - 1) < 1e-9)
})

test('one hint that is worth little points nowhere; two of them do', () => {
  const hints = new Map([...model, rule('b', 0.3, { x: weight({ seen: 1.2 }), y: weight({ seen: 1.1, group: 'i' }) })])
  const told = (ids: string[]) =>
    withPointer(
      [
        { id: 'b', observations: ids.map(id => seen(id)) },
        { id: 'unknown', observations: [] },
      ],
      hints,
    )[1]?.observations.map(o => o.answer)
  assert.deepEqual(told(['x']), ['seen'])
  assert.deepEqual(told(['x', 'y']), ['unseen'])
})
