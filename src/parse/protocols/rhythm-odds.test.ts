import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rhythmOf } from './record-rhythm.ts'
import { oddsOf, rhythmSigns } from './rhythm-odds.ts'

const heard = (events: readonly (readonly [number, number])[]) =>
  rhythmOf(
    Int32Array.from(events, ([size]) => size),
    Float64Array.from(events, ([, at]) => at),
    events.length,
  )

const opening = [
  [560, 0],
  [-490, 0.05],
  [246, 1],
  [-80, 1.05],
  [246, 9],
  [-80, 9.05],
] as const

test('shares, answers and jobs are told apart, also when two shares wait for their answers', () => {
  const events = [
    ...opening,
    ...[20, 22, 41, 70, 74, 99].flatMap(
      at =>
        [
          [246, at],
          [-80, at + 0.05],
        ] as const,
    ),
    [-393, 100],
    [246, 101],
    [247, 101.1],
    [-80, 101.2],
    [-81, 101.3],
    [-395, 130],
  ] as const
  const rhythm = heard(events)
  assert.deepEqual([rhythm?.sizes, rhythm?.reply, rhythm?.replied, rhythm?.pushes, rhythm?.push], [[246], 80, 1, 2, 395])
  assert.ok((rhythm?.scatter ?? 0) > 0.5)
  assert.ok(oddsOf(rhythmSigns(rhythm!)) > 1)
})

test('near miss: too little, and the same evenly spaced without jobs', () => {
  assert.equal(heard(opening), undefined)
  const even = heard([
    ...opening,
    ...Array.from(
      { length: 20 },
      (_, i) =>
        [
          [246, 20 + 10 * i],
          [-80, 20.05 + 10 * i],
        ] as const,
    ).flat(),
  ])
  assert.ok(oddsOf(rhythmSigns(even!)) < -3)
})

test('any sizes and times give finite odds', () => {
  const event = fc.tuple(fc.integer({ min: -20_000, max: 20_000 }), fc.double({ min: 0, max: 1e6, noNaN: true }))
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), events => {
      const rhythm = heard(events.toSorted(([, a], [, b]) => a - b))
      if (rhythm !== undefined) assert.ok(Number.isFinite(oddsOf(rhythmSigns(rhythm))))
    }),
  )
})
