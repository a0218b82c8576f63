// How far a case has come: a simulated clock goes through days of looks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CaseState, caseStateOf, caseStateText, provingDays, type Verification } from './case-state.ts'
import { entity } from './entity.ts'
import { instantOf } from './instant.ts'
import type { JournalEvent, JournalRecord } from './journal.ts'
import type { Stage, Step } from './plan.ts'

const words = { en: 'x', zh: '某' }
const dayMs = 86_400_000
const start = Date.parse('2026-05-01T02:00:00.000Z')
const at = (days: number) => instantOf(start + days * dayMs)!

function stepOf(id: string, stage: Stage): Step {
  const target = entity('file', `/tmp/${id}`)
  return {
    id,
    stage,
    action: 'act',
    target,
    because: ['F-1'],
    after: [],
    risk: 'safe',
    reversible: true,
    title: words,
    cost: words,
    undoing: words,
    before: '',
    detail: {},
  }
}

const plan = {
  steps: [stepOf('C', 'contain'), stepOf('E', 'evidence'), stepOf('D', 'disarm'), stepOf('V', 'vault'), stepOf('R', 'recover')],
}

function journalOf(...events: readonly string[]): JournalRecord[] {
  return events.map((text, i) => {
    const [event, step] = text.split(' ') as [JournalEvent, string]
    return { sequence: i + 1, previous: '', at: at(0), event, step, action: 'act', detail: '', ...(event === 'intent' && { undo: {} }) }
  })
}

const cleaned = journalOf('done C', 'done E', 'done D', 'done V')
const look = (days: number, outcome: Verification['outcome'] = 'quiet', after = cleaned.length): Verification => ({
  at: at(days),
  outcome,
  after,
  detail: '',
})
const phase = (state: CaseState): string => caseStateText(state).en

test('planned, contained and eradicated follow from the steps that are done', () => {
  const of = (...events: string[]) => caseStateOf(plan, journalOf(...events), []).phase
  assert.equal(of(), 'planned')
  assert.equal(of('intent C'), 'planned')
  assert.equal(of('intent C', 'failed C'), 'planned')
  assert.equal(of('done C'), 'contained')
  assert.equal(of('done E'), 'planned', 'what should be contained is not')
  assert.equal(of('done C', 'done D'), 'contained')
  assert.equal(of('done C', 'done D', 'failed V'), 'contained')
  assert.equal(of('done C', 'done D', 'done V'), 'eradicated')
  assert.equal(of('done C', 'done D', 'done V', 'undone D'), 'contained', 'what was cleaned was taken back')
  assert.equal(of('done C', 'done V', 'done D', 'undone V', 'undone D', 'undone C'), 'planned')
})

test('a plan that cleans nothing is never eradicated', () => {
  assert.equal(caseStateOf({ steps: [stepOf('C', 'contain')] }, journalOf('done C'), [look(1)]).phase, 'contained')
  assert.equal(caseStateOf({ steps: [] }, [], []).phase, 'planned')
})

test('seven days with a quiet look each, and one more after the seventh is over', () => {
  const looks: Verification[] = []
  const said: string[] = []
  for (let day = 0; day <= 7; day++) {
    looks.push(look(day), look(day + 0.001), look(day + 0.9))
    said.push(phase(caseStateOf(plan, cleaned, looks)))
  }
  assert.deepEqual(said, [1, 2, 3, 4, 5, 6, 7].map(n => `proving ${n}/7`).concat('clean'))
})

test('one look in the end proves nothing of the days before it', () => {
  assert.equal(phase(caseStateOf(plan, cleaned, [look(0), look(30)])), 'proving 2/7')
})

test('a day that nobody looked at delays by a day', () => {
  const looks = [0, 1, 2, 4, 5, 6, 7].map(day => look(day))
  assert.equal(phase(caseStateOf(plan, cleaned, looks)), 'proving 7/7')
  assert.equal(phase(caseStateOf(plan, cleaned, [...looks, look(8)])), 'clean')
})

test('any hit starts the clock over, even after it was clean', () => {
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(day => look(day))
  assert.equal(phase(caseStateOf(plan, cleaned, [...week.slice(0, 6), look(5.5, 'hit')])), 'infected again')
  assert.equal(phase(caseStateOf(plan, cleaned, [...week, look(9, 'hit')])), 'infected again')
  assert.equal(phase(caseStateOf(plan, cleaned, [...week, look(9, 'hit'), look(9.1)])), 'proving 1/7')
  const again = [...week.slice(0, 6), look(6, 'hit'), ...[7, 8, 9, 10, 11, 12, 13].map(day => look(day))]
  assert.equal(phase(caseStateOf(plan, cleaned, again)), 'proving 7/7')
  assert.equal(phase(caseStateOf(plan, cleaned, [...again, look(14)])), 'clean')
})

test('a look before the last cleaning, and one that could not see everything, prove nothing', () => {
  assert.equal(caseStateOf(plan, cleaned, [look(0, 'quiet', 3), look(1, 'hit', 3)]).phase, 'eradicated')
  assert.equal(caseStateOf(plan, cleaned, [look(0, 'incomplete')]).phase, 'eradicated')
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(day => look(day, day === 3 ? 'incomplete' : 'quiet'))
  assert.equal(phase(caseStateOf(plan, cleaned, week)), 'proving 7/7')
})

test('cleaning again starts anew', () => {
  const again = [...cleaned, ...journalOf('undone V', 'done V').map((r, i) => ({ ...r, sequence: cleaned.length + 1 + i }))]
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(day => look(day))
  assert.equal(caseStateOf(plan, again, week).phase, 'eradicated')
})

test('a clock that is set back or forth: never clean in fewer than eight looks, never clean over a later hit', () => {
  const outcomes = fc.constantFrom('quiet' as const, 'hit' as const, 'incomplete' as const)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double({ min: -5, max: 40, noNaN: true }), outcomes)), given => {
      const state = caseStateOf(
        plan,
        cleaned,
        given.map(([days, outcome]) => look(days, outcome)),
      )
      const lastHit = given.findLastIndex(([, outcome]) => outcome === 'hit')
      const quiet = given.slice(lastHit + 1).filter(([, outcome]) => outcome === 'quiet')
      if (state.phase === 'clean') {
        assert.ok(quiet.length > provingDays)
        const times = quiet.map(([days]) => days)
        assert.ok(Math.max(...times) - times[0]! >= provingDays || times[0]! < 0)
      }
      if (state.phase === 'proving') assert.ok(state.day >= 1 && state.day <= provingDays && state.until > state.since)
      if (quiet.length === 0) assert.equal(state.phase, lastHit < 0 ? 'eradicated' : 'reinfected')
    }),
  )
})

test('every state has words in both languages', () => {
  assert.deepEqual(caseStateText({ phase: 'proving', day: 3, of: 7, since: at(0), until: at(7) }), { en: 'proving 3/7', zh: '观察期 3/7' })
  for (const state of [caseStateOf(plan, [], []), caseStateOf(plan, cleaned, []), caseStateOf(plan, cleaned, [look(1, 'hit')])])
    assert.match(caseStateText(state).zh, /[\u4e00-\u9fff]/)
})
