import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Action, Scene } from '../core/action.ts'
import { gap } from '../core/gap.ts'
import type { Journal, JournalEvent, JournalRecord, Recorded, Standing } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import { memoryHost } from '../host/memory.ts'
import { ordered, type PerformOptions, perform } from './perform.ts'
import { standing, undo } from './undo.ts'

const text = { zh: '测试', en: 'a test' }
const stepOf = (given: Partial<Step> & Pick<Step, 'id'>): Step => ({
  stage: 'disarm',
  action: 'set',
  target: 'file:/x',
  because: ['F-1'],
  after: [],
  risk: 'safe',
  reversible: true,
  title: text,
  cost: text,
  undoing: text,
  before: '',
  detail: {},
  ...given,
})
const planOf = (...steps: Step[]): Plan =>
  ({
    schema: 'davylamp.plan.1',
    id: 'P',
    incident: 'I',
    host: 'h',
    root: '',
    createdAt: '',
    steps,
    refused: [],
    advice: [],
  }) as unknown as Plan

const standings: Readonly<Record<JournalEvent | 'none', Standing>> = {
  none: 'pending',
  intent: 'intended',
  done: 'done',
  failed: 'failed',
  undone: 'undone',
  moot: 'moot',
}

/** A journal of records only, that may break at its n-th writing. */
function journalOf(records: JournalRecord[] = [], breaksAt = Number.POSITIVE_INFINITY): Journal {
  const add = (event: JournalEvent, step: Step, detail: string, undo?: object): void => {
    if (records.length >= breaksAt) throw new Error('disk full')
    records.push({
      sequence: records.length,
      previous: '',
      event,
      step: step.id,
      action: step.action,
      detail,
      ...(undo && { undo }),
    } as JournalRecord)
  }
  const of = (id: string): JournalRecord | undefined => records.findLast(r => r.step === id)
  const kept = (step: Step): Recorded =>
    ({ step, undo: records.findLast(r => r.step === step.id && r.event === 'intent')?.undo }) as Recorded
  return {
    records,
    standing: id => standings[of(id)?.event ?? 'none'],
    intent(step, undo) {
      add('intent', step, '', undo)
      return kept(step)
    },
    resume: step => (of(step.id) === undefined ? undefined : kept(step)),
    note: add,
  }
}

/** A world of switches: the action "set" turns one on, named by the step. */
function world(broken: Partial<Action> = {}) {
  const on = new Set<string>()
  const said: string[] = []
  const set: Action = {
    id: 'set',
    summary: text,
    techniques: [],
    references: [],
    stage: 'disarm',
    counters: [],
    prepare: step => (on.has(step.id) ? gap(step.id, 'tampered', 'is on already') : { was: false }),
    apply: ({ step }) => {
      on.add(step.id)
      said.push(`+${step.id}`)
      return undefined
    },
    undo: ({ step }) => {
      on.delete(step.id)
      said.push(`-${step.id}`)
      return undefined
    },
    verify: step => (on.has(step.id) ? undefined : gap(step.id, 'absent', 'is off')),
    ...broken,
  }
  const scene: Scene = { host: memoryHost({}), control: { files: {} as never }, vault: { keep: () => '', fetch: () => undefined } }
  const actions = new Map([['set', set]])
  const run = (plan: Plan, journal: Journal, options?: PerformOptions) =>
    [...perform(plan, scene, actions, journal, options)].map(o => `${o.step.id} ${o.result}`)
  const back = (plan: Plan, journal: Journal, only?: string) =>
    [...undo(plan, scene, actions, journal, only)].map(o => `${o.step.id} ${o.result}`)
  return { on, said, run, back }
}

const three = planOf(stepOf({ id: 'S1' }), stepOf({ id: 'S2', after: ['S1'] }), stepOf({ id: 'S3' }))

test('stages come in their order, and within a stage what is built on comes first, even in a circle', () => {
  const steps = [
    stepOf({ id: 'A', stage: 'vault' }),
    stepOf({ id: 'B', after: ['C'] }),
    stepOf({ id: 'C' }),
    stepOf({ id: 'D', stage: 'contain' }),
    stepOf({ id: 'E', stage: 'kill', after: ['F'] }),
    stepOf({ id: 'F', stage: 'kill', after: ['E'] }),
  ]
  assert.deepEqual(
    ordered(steps).map(s => s.id),
    ['D', 'C', 'B', 'E', 'F', 'A'],
  )
})

test('who is told of a stage is told again when all of it is taken back, and when one step of it is', () => {
  const plan = planOf(
    stepOf({ id: 'D', stage: 'contain' }),
    stepOf({ id: 'A' }),
    stepOf({ id: 'B' }),
    stepOf({ id: 'T', undoneLast: true }),
    stepOf({ id: 'V', stage: 'vault' }),
  )
  const { run, back, said } = world()
  const journal = journalOf()
  run(plan, journal)
  assert.deepEqual(back(plan, journal, 'A'), ['A undone'])
  assert.deepEqual(said.slice(-2), ['-A', '-T'])
  assert.equal(journal.standing('T'), 'done', 'it was told, and still stands for the others')
  assert.deepEqual(back(plan, journal), ['V undone', 'B undone', 'T undone', 'D undone'])
})

test('performs, performs nothing twice, and undoes in reverse', () => {
  const { run, back, said } = world()
  const journal = journalOf()
  assert.deepEqual(run(three, journal), ['S1 done', 'S2 done', 'S3 done'])
  assert.deepEqual(run(three, journal), ['S1 already', 'S2 already', 'S3 already'])
  assert.deepEqual(back(three, journal), ['S3 undone', 'S2 undone', 'S1 undone'])
  assert.deepEqual(back(three, journal), [])
  assert.deepEqual(said, ['+S1', '+S2', '+S3', '-S3', '-S2', '-S1'])
  assert.deepEqual(run(three, journal), ['S1 done', 'S2 done', 'S3 done'])
})

test('a dry run touches and writes nothing', () => {
  const { run, said } = world()
  const journal = journalOf()
  assert.deepEqual(run(three, journal, { dryRun: true }), ['S1 would', 'S2 would', 'S3 would'])
  assert.deepEqual([said, journal.records], [[], []])
})

test('what is refused stops what builds on it and nothing else', () => {
  const { run, on } = world()
  on.add('S1')
  const journal = journalOf()
  assert.deepEqual(run(three, journal), ['S1 refused', 'S2 blocked', 'S3 done'])
  assert.deepEqual(
    journal.records.map(r => `${r.event} ${r.step}`),
    ['failed S1', 'intent S3', 'done S3'],
  )
})

test('an action that breaks halfway is taken back, and is a failure of its step alone', () => {
  const halfway = world({
    apply({ step }) {
      halfway.on.add(step.id)
      if (step.id === 'S1') throw new Error('bug')
      return undefined
    },
  })
  const journal = journalOf()
  assert.deepEqual(halfway.run(three, journal), ['S1 failed', 'S2 blocked', 'S3 done'])
  assert.deepEqual([...halfway.on], ['S3'])
  assert.equal(journal.standing('S1'), 'failed')
})

test('what could not be taken back stays intended, for a later undo to try', () => {
  let stuck = true
  const hard = world({
    apply: () => gap('x', 'denied', 'half done'),
    undo: () => (stuck ? gap('x', 'denied', 'stuck') : undefined),
  })
  const journal = journalOf()
  assert.deepEqual(hard.run(planOf(stepOf({ id: 'S1' })), journal), ['S1 failed'])
  assert.equal(journal.standing('S1'), 'intended')
  stuck = false
  assert.deepEqual(hard.back(planOf(stepOf({ id: 'S1' })), journal), ['S1 undone'])
})

test('a journal that cannot be written stops everything before anything further is touched, wherever it breaks', () => {
  for (let breaksAt = 0; breaksAt < 6; breaksAt++) {
    const { run, back, on } = world()
    const records: JournalRecord[] = []
    const outcome = run(three, journalOf(records, breaksAt))
    assert.equal(on.size, Math.ceil(breaksAt / 2))
    assert.ok(outcome.every(o => /done|failed|left/.test(o)))
    const again = journalOf(records)
    assert.ok(run(three, again).every(o => /done|already/.test(o)))
    back(three, again)
    assert.equal(on.size, 0)
  }
})

test('a run that was cut short after the deed is found done; before it, is done anew', () => {
  const { run, on } = world()
  const journal = journalOf()
  journal.intent(three.steps[0]!, {})
  journal.intent(three.steps[2]!, {})
  on.add('S3')
  assert.deepEqual(run(three, journal), ['S1 done', 'S2 done', 'S3 already'])
})

test('only a group, only a step: what it builds on must be done before', () => {
  const { run } = world()
  const journal = journalOf()
  const plan = planOf(stepOf({ id: 'S1', stage: 'contain' }), stepOf({ id: 'S2', after: ['S1'] }), stepOf({ id: 'S3', after: ['S9'] }))
  assert.deepEqual(run(plan, journal, { only: 'eradicate' }), ['S1 left', 'S2 blocked', 'S3 done'])
  assert.deepEqual(run(plan, journal, { step: 'S1' }), ['S1 done', 'S2 left', 'S3 left'])
  assert.deepEqual(run(plan, journal, { only: 'eradicate' }), ['S1 left', 'S2 done', 'S3 already'])
})

test('undo: one step alone, and what has no way back is told, not passed over', () => {
  const { run, back } = world()
  const journal = journalOf()
  run(three, journal)
  assert.deepEqual(back(three, journal, 'S2'), ['S2 undone'])
  assert.deepEqual(
    standing(three, journal).map(s => s.id),
    ['S3', 'S1'],
  )
  const killed = world({ undo: () => gap('process', 'unsupported', 'has ended') })
  const plan = planOf(stepOf({ id: 'K', reversible: false }), stepOf({ id: 'F' }))
  const other = journalOf()
  killed.run(plan, other)
  assert.deepEqual(killed.back(plan, other), ['F failed', 'K gone'])
})

test('what is gone by itself is no hindrance to what builds on it, and nothing is left to take back', () => {
  const ended = world({ prepare: step => (step.id === 'S1' ? gap(step.id, 'absent', 'has ended already') : {}), verify: () => undefined })
  const journal = journalOf()
  assert.deepEqual(ended.run(three, journal, { dryRun: true }), ['S1 already', 'S2 would', 'S3 would'])
  assert.deepEqual(ended.run(three, journal), ['S1 already', 'S2 done', 'S3 done'])
  assert.equal(journal.standing('S1'), 'moot')
  assert.deepEqual(ended.run(three, journal), ['S1 already', 'S2 already', 'S3 already'])
  assert.deepEqual(
    standing(three, journal).map(s => s.id),
    ['S3', 'S2'],
  )
})
