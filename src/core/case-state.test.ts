// How far a case has come: a simulated clock goes through days of looks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CaseState, caseStateOf, caseStateText, nextLook } from './case-state.ts'
import { entity } from './entity.ts'
import { instantOf } from './instant.ts'
import type { JournalEvent, JournalRecord } from './journal.ts'
import type { Stage, Step } from './plan.ts'
import { isDue, ordinarySchedule, provingDays, type Verification } from './proof.ts'

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
        assert.ok(Math.max(...times) - Math.min(...times) >= provingDays - 1)
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

const looked = (looks: readonly Verification[]) => nextLook(plan, cleaned, looks)

/** Goes through time as a timer does that never misses: the seconds after the cleaning at which a look was made. */
function lived(outcomeOf: (index: number) => Verification['outcome']): number[] {
  const looks: Verification[] = []
  for (let next = looked(looks); next !== undefined && looks.length < 50; next = looked(looks)) {
    assert.ok(isDue(next, Date.parse(next.at)))
    assert.ok(!isDue(next, Date.parse(next.at) - 1))
    looks.push({ ...look(0, outcomeOf(looks.length)), at: next.at })
  }
  return looks.map(l => (Date.parse(l.at) - start) / 1000)
}

test('looks are due after seconds, a quarter of an hour, and every day until it is clean', () => {
  const daily = [1, 2, 3, 4, 5, 6, 7].map(day => day * 86_400 + 5)
  assert.deepEqual(
    lived(() => 'quiet'),
    [5, 900, ...daily],
  )
})

test('a hit brings the early looks again; nothing is due before anything was cleaned, nor after it is clean', () => {
  const hit = 2 * 86_400 + 5
  const after = [5, 900, ...[1, 2, 3, 4, 5, 6, 7].map(day => day * 86_400 + 5)].map(seconds => hit + seconds)
  assert.deepEqual(
    lived(index => (index === 3 ? 'hit' : 'quiet')),
    [5, 900, 86_405, hit, ...after],
  )
  assert.equal(nextLook(plan, journalOf('done C'), []), undefined)
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(day => look(day))
  assert.equal(looked(week), undefined)
  assert.equal(looked([...week, look(9, 'hit')])?.at, instantOf(start + 9 * dayMs + 5000))
})

test('days that nobody could look at: one look for all that were due, and as many days later', () => {
  const slept = [look(0.0001), look(0.02), look(1.5), look(5)]
  assert.equal(looked(slept.slice(0, 3))?.at, at(2.0001))
  assert.equal(looked(slept)?.at, at(5.0001))
  assert.equal(phase(caseStateOf(plan, cleaned, slept)), 'proving 3/7')
})

test('a reboot in between: everything is in the records, so the next look is the same', () => {
  const looks = [look(0.0001), look(0.02), look(1.0001)]
  const remembered = JSON.parse(JSON.stringify({ cleaned, looks })) as { cleaned: typeof cleaned; looks: Verification[] }
  assert.deepEqual(nextLook(plan, remembered.cleaned, remembered.looks), looked(looks))
})

test('a look that could not see everything delays by a day, and does not come again at once', () => {
  const looks = [look(0.0001, 'incomplete'), look(0.02, 'incomplete')]
  assert.equal(looked(looks)?.at, at(1))
  assert.equal(caseStateOf(plan, cleaned, looks).phase, 'eradicated')
})

test('a clock that was set back: a look is due at once, days are counted anew, and it is proven a week later, not a year', () => {
  const days = [0, 1, 2, 3].map(day => look(day + 365))
  const next = looked(days)!
  assert.ok(isDue(next, start + 4 * dayMs), 'set back by a year')
  assert.ok(!isDue(next, start + 368.5 * dayMs))
  const back = [...days, look(4)]
  assert.equal(phase(caseStateOf(plan, cleaned, back)), 'proving 1/7')
  assert.ok(!isDue(looked(back)!, start + 4 * dayMs + 1000))
  const week = [5, 6, 7, 8, 9, 10, 11].map(day => look(day))
  assert.equal(phase(caseStateOf(plan, cleaned, [...back, ...week])), 'clean')
  assert.equal(phase(caseStateOf(plan, cleaned, [...back, ...week, look(2)])), 'clean', 'what is proven stays so')
})

test('a clock that runs far ahead proves nothing early', () => {
  assert.equal(phase(caseStateOf(plan, cleaned, [look(0), look(400), look(401)])), 'proving 3/7')
})

test('what was cleaned in part is looked at, can be infected again, and is never proven', () => {
  const part = journalOf('done C', 'done D')
  assert.ok(nextLook(plan, part, []))
  const quiet = [0, 1, 2, 3, 4, 5, 6, 7].map(day => look(day, 'quiet', part.length))
  assert.equal(caseStateOf(plan, part, quiet).phase, 'contained')
  assert.equal(caseStateOf(plan, part, [look(0, 'hit', part.length)]).phase, 'reinfected')
})

test('what was gone by itself counts as cleaned', () => {
  assert.equal(caseStateOf(plan, journalOf('done C', 'done D', 'moot V'), []).phase, 'eradicated')
  assert.equal(ordinarySchedule.day, dayMs)
})
