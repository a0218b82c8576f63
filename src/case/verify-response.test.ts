import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import type { Action, Scene } from '../core/action.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { gap } from '../core/gap.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import type { Journal } from '../core/journal.ts'
import type { Plan } from '../core/plan.ts'
import { aftermath, isBack, isClean, waitingFor, watchedOf } from './verify-response.ts'

const miner = processOf({ pid: 40, argv: ['/tmp/x', '--seed=123'], exe: { path: '/tmp/x', deleted: false, memfd: false } })
const job = autostartOf({ path: '/etc/cron.d/x', command: '/tmp/x', when: '* * * * *' })
const file = fileOf({ path: '/tmp/x' })
const finding = findingOf({ about: [miner.id] })
const spared = findingOf({ about: ['file:/tmp/dir'] })
const incident = { id: 'I', findings: [finding, spared], members: [miner.id, file.id, job.id] } as unknown as Incident
const plan = {
  refused: [{ target: 'file:/tmp/dir' }],
  steps: [
    { id: 'S1', stage: 'disarm', action: 'a', target: job.id, detail: {} },
    { id: 'S2', stage: 'vault', action: 'a', target: file.id, detail: {} },
  ],
} as unknown as Plan
const watched = watchedOf(incident, plan, factsOf({ processes: [miner], files: [file], autostarts: [job] }))
const other = { id: 'J', verdict: 'suspicious', findings: [findingOf({ detector: 'other' })] } as unknown as Incident
const before = { incidents: [incident, { ...other, members: [] }], findings: [finding, spared] } as unknown as ScanResult
const journal = { standing: () => 'done', records: [] } as unknown as Journal

function after(facts: Partial<Facts>, found: Partial<ScanResult> = {}, holds = true) {
  const action = { verify: () => (holds ? undefined : gap('/etc/cron.d/x', 'tampered', 'stands there again')) } as unknown as Action
  const result = { findings: [], incidents: [], ...found } as unknown as ScanResult
  return aftermath({ plan, incident, result: before }, watched, journal, {} as Scene, new Map([['a', action]]), {
    result,
    facts: factsOf(facts),
  })
}

test('nothing there any more is clean', () => {
  assert.ok(isClean(after({ processes: [processOf({ pid: 41, argv: ['/tmp/other', '--seed=1'] })] })))
})

test('the same program under another pid came back, and the job that brought it is named', () => {
  const again = processOf({ ...miner, pid: 77, id: 'process:77@9', argv: ['/tmp/x', '--seed=456'] })
  const there = after({ processes: [again], autostarts: [autostartOf({ path: '/etc/cron.d/y', command: 'sh -c /tmp/x' })] })
  assert.deepEqual(
    there.returned.map(r => [r.what, r.by.map(b => b.of).filter(Boolean)]),
    [['process:77@9', ['autostart:cron-d:/etc/cron.d/y#1']]],
  )
  assert.equal(isClean(there), false)
})

test('the process that was there before has not returned', () => {
  assert.deepEqual(after({ processes: [miner] }).returned, [])
})

test('a file that was taken away is there again; a step no longer holds; a finding is made again', () => {
  assert.deepEqual(
    after({ files: [file] }).returned.map(r => [r.what, r.by.map(b => b.certainty)]),
    [[file.id, ['unknown']]],
  )
  assert.deepEqual(
    after({}, {}, false).broken.map(b => b.detail),
    ['/etc/cron.d/x: stands there again', '/etc/cron.d/x: stands there again'],
  )
  assert.deepEqual(after({}, { findings: [finding, findingOf({ detector: 'other' })] }).residue, [finding])
})

test('waits past the longest schedule that fits, and tells what it did not wait for', () => {
  assert.deepEqual(waitingFor({ mechanisms: [] }, 180), { seconds: 5, beyond: [] })
  const mechanisms = [
    { id: job.id, when: '* * * * *' },
    { id: job.id, when: '@hourly' },
    { id: job.id, when: '@reboot' },
  ]
  assert.deepEqual(waitingFor({ mechanisms }, 180), { seconds: 65, beyond: mechanisms.slice(1) })
})

test('an incident that stood beside this one from the start is no return; a new one, or one that tells of this again, is', () => {
  const there = after({}, { incidents: [other] })
  assert.ok(isClean(there))
  assert.deepEqual(there.others, [other])
  const again = { ...other, id: 'K', findings: [finding, ...other.findings] } as unknown as Incident
  const fresh = { ...other, id: 'L', findings: [findingOf({ detector: 'fresh' })] } as unknown as Incident
  assert.deepEqual(after({}, { incidents: [again, fresh, { ...fresh, verdict: 'authorised' }] }).incidents, [again, fresh])
})

test('what a guard kept from being touched is left, and has not come back', () => {
  const rest = { id: 'M', verdict: 'suspicious', findings: [spared] } as unknown as Incident
  const there = after({}, { findings: [spared], incidents: [rest] })
  assert.ok(isClean(there))
  assert.deepEqual([there.spared, there.incidents], [[spared], []])
})

test('what is left over is no return; what stands against a step, came again or is new, is', () => {
  const told = { plan, incident, result: before }
  const none = { standing: () => 'pending', records: [] } as unknown as Journal
  const left = after({}, { findings: [finding] })
  assert.equal(isClean(left), false)
  assert.equal(isBack(left, told, none), false)
  assert.equal(isBack(after({}, {}, false), told, journal), true)
  assert.equal(isBack(after({ files: [file] }), told, journal), true)
  const fresh = {
    id: 'L',
    verdict: 'suspicious',
    findings: [findingOf({ id: 'F-new', detector: 'fresh', about: ['file:/tmp/new'] })],
  } as unknown as Incident
  assert.equal(isBack(after({}, { incidents: [fresh] }), told, journal), true)
  const retold = { ...fresh, findings: [findingOf({ id: 'F-new', detector: 'fresh', about: [file.id] })] } as unknown as Incident
  assert.equal(isBack(after({}, { incidents: [retold] }), told, journal), false)
})
