import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Draft } from '../../core/log-format.ts'
import { Folding } from './folding.ts'

const minute = 60_000
const failed = (fold: string): Draft => ({ verb: 'login-failed', outcome: 'failure', program: 'sshd', fold })
const shown = (folding: Folding) =>
  folding.all().map(({ draft, line, count, until }) => `${line} ${draft.verb} ${count} until ${until / minute}`)

test('equal ones that follow each other closely are one; a long pause, and what is never folded, begins anew', () => {
  const folding = new Folding(100)
  const at = (draft: Draft, wall: number, line: number): void => folding.add(draft, wall * minute, false, line, '')
  at(failed('a'), 0, 1)
  at({ ...failed('a'), count: 5 }, 100, 2)
  at(failed('b'), 101, 3)
  at(failed('a'), 99.5, 4)
  at(failed('a'), 230, 5)
  at({ verb: 'login' }, 231, 6)
  at({ verb: 'login' }, 231, 7)
  assert.deepEqual(shown(folding), [
    '1 login-failed 7 until 100',
    '3 login-failed 1 until 101',
    '5 login-failed 1 until 230',
    '6 login 1 until 231',
    '7 login 1 until 231',
  ])
  assert.deepEqual([folding.told, folding.dropped.size], [11, 0])
})

test('an event goes on though many others came between', () => {
  const folding = new Folding(100_000)
  for (let i = 0; i < 15_000; i++) {
    folding.add(failed(`${i}`), i, false, 2 * i, '')
    folding.add(failed('slow'), i, false, 2 * i + 1, '')
  }
  assert.equal(folding.all().length, 15_001)
  assert.equal(folding.all().find(taken => taken.draft.fold === 'slow')?.count, 15_000)
})

test('of too many the rare kinds stay, and those near the anchor, or else the youngest; the others are counted by kind', () => {
  for (const [anchor, line] of [
    [undefined, 999],
    [300, 300],
  ] as const) {
    const folding = new Folding(10, anchor === undefined ? undefined : wall => wall - anchor)
    folding.add({ verb: 'login' }, 0, false, 0, '')
    for (let i = 1; i < 1000; i++) folding.add(failed(`${i}`), i, false, i, '')
    const lines = folding.all().map(taken => taken.line)
    assert.equal(lines.length, 10)
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
    )
    assert.ok(lines.includes(0) && lines.includes(line), String(lines))
    assert.deepEqual([...folding.dropped], [['login-failed failure by sshd', 990]])
  }
})

test('programs without end are of one kind', () => {
  const folding = new Folding(2000)
  for (let i = 0; i < 20_000; i++) folding.add({ verb: 'login-failed', program: `p${i}` }, i, false, i, '')
  assert.ok(folding.all().length <= 2000)
  assert.ok(folding.dropped.size <= 1001 && folding.dropped.has('login-failed by others'))
})

test('property: nothing is lost: what is kept and what was counted is all that was told', () => {
  const one = fc.record({
    kind: fc.constantFrom('login', 'command', 'request'),
    fold: fc.option(fc.constantFrom('a', 'b')),
    wall: fc.nat(1e8),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 120 }), fc.integer({ min: 1, max: 20 }), (all, most) => {
      const folding = new Folding(most)
      all.forEach(({ kind, fold, wall }, i) => {
        folding.add({ verb: kind as Draft['verb'], fold: fold ?? undefined }, wall, false, i, '')
      })
      const kept = folding.all()
      assert.ok(kept.length <= most)
      const counted = kept.reduce((n, taken) => n + taken.count, 0) + [...folding.dropped.values()].reduce((n, count) => n + count, 0)
      assert.deepEqual([counted, folding.told], [all.length, all.length])
    }),
  )
})
