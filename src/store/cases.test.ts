// Cases: made whole or not at all, told even when some are broken, and their state follows from what is on record.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { caseStateText } from '../core/case-state.ts'
import { entity } from '../core/entity.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import { type Instant, instantOf } from '../core/instant.ts'
import { JournalError } from '../core/journal.ts'
import type { Plan, Stage, Step } from '../core/plan.ts'
import { createCase, listCases, openCase, readCase } from './cases.ts'

const root = mkdtempSync(join(tmpdir(), 'davylamp-cases-'))
after(() => rmSync(root, { recursive: true, force: true }))
let state = ''
let made = 0
beforeEach(() => {
  state = join(root, `state${made++}`)
})

const start = Date.parse('2026-05-01T02:00:00.000Z')
const at = (days: number): Instant => instantOf(start + days * 86_400_000)!
const words = { en: 'x', zh: '某' }

function stepOf(id: string, stage: Stage): Step {
  const target = entity('file', `/tmp/${id}`)
  const said = { title: words, cost: words, undoing: words }
  return { id, stage, action: 'act', target, because: ['F-1'], after: [], risk: 'safe', reversible: true, ...said, before: '', detail: {} }
}

const steps = [stepOf('S01', 'contain'), stepOf('S02', 'vault')]
const planOf = (incident: string, day = 0, given: Partial<Plan> = {}): Plan => ({
  schema: 'davylamp.plan.1',
  id: `P-${day}`,
  incident,
  host: 'web1',
  root: '',
  createdAt: at(day),
  steps,
  refused: [],
  advice: [],
  ...given,
})
const resultOf = (...ids: string[]): ScanResult =>
  ({ schema: 'davylamp.scan.1', host: 'web1', incidents: ids.map(id => ({ id }) as Incident) }) as unknown as ScanResult

const stateOf = (id: string): string => caseStateText(readCase(state, id).state).en
const coded = (code: string) => (error: unknown) => error instanceof JournalError && error.code === code

test('a case from plan to clean, a day at a time, reopened every time', () => {
  const id = createCase(state, resultOf('I-1'), planOf('I-1'))
  assert.equal(stateOf(id), 'planned, nothing done yet')
  for (const [step, said] of [
    [steps[0]!, 'contained, not yet cleaned'],
    [steps[1]!, 'eradicated, not yet verified'],
  ] as const) {
    const open = openCase(state, id, () => at(0))
    open.journal.intent(step, { sha256: open.vault.keep(Buffer.from(step.id)) })
    open.journal.note('done', step, '')
    open.close()
    assert.equal(stateOf(id), said)
  }
  const said: string[] = []
  for (const [day, outcome] of [...[0, 1, 2].map(d => [d, 'quiet']), [3, 'hit'], ...[4, 5, 6, 7, 8, 9, 10, 11].map(d => [d, 'quiet'])] as [
    number,
    'quiet' | 'hit',
  ][]) {
    const open = openCase(state, id, () => at(day))
    open.verified(outcome, 'looked')
    said.push(caseStateText(open.state()).en.replace('proving ', ''))
    assert.equal(caseStateText(open.state()).en, stateOf(id))
    open.close()
  }
  assert.deepEqual(said, ['1/7', '2/7', '3/7', 'infected again', '1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7', 'clean'])
  const open = openCase(state, id)
  const go = open.journal.resume(steps[1]!)
  assert.equal(Buffer.from(open.vault.fetch(String(go?.undo['sha256']))!).toString(), 'S02')
  open.close()
})

test('a new plan takes the place of one that was not acted on, and is another case where the old one stands', () => {
  assert.equal(createCase(state, resultOf('I-1'), planOf('I-1', 0)), 'I-1')
  assert.equal(createCase(state, resultOf('I-1'), planOf('I-1', 1)), 'I-1')
  assert.equal(readCase(state, 'I-1').plan.id, 'P-1')
  const open = openCase(state, 'I-1')
  assert.throws(() => createCase(state, resultOf('I-1'), planOf('I-1', 2)), coded('locked'))
  open.journal.intent(steps[0]!, {})
  open.close()
  assert.equal(createCase(state, resultOf('I-1'), planOf('I-1', 2)), 'I-1-2')
  assert.equal(createCase(state, resultOf('I-1'), planOf('I-1', 3)), 'I-1-2')
  assert.deepEqual(
    listCases(state).map(c => ('broken' in c ? 'broken' : `${c.id} ${c.plan.id}`)),
    ['I-1-2 P-3', 'I-1 P-1'],
  )
})

test('newest first; broken ones are told last and stop nobody', () => {
  for (const [i, id] of ['I-1', 'I-2', 'I-3', 'I-4', 'I-5', 'I-6'].entries()) createCase(state, resultOf(id), planOf(id, i))
  const file = (id: string, name: string): string => join(state, 'cases', id, name)
  writeFileSync(file('I-2', 'plan.json'), '{"schema":')
  writeFileSync(file('I-3', 'incident.json.zst'), 'garbage')
  rmSync(file('I-4', 'journal.jsonl'))
  writeFileSync(file('I-5', 'plan.json'), JSON.stringify(planOf('I-1')))
  mkdirSync(join(state, 'cases', 'nothing'))
  writeFileSync(join(state, 'cases', '.hidden'), '')
  const told = listCases(state).map(c => ('broken' in c ? `${c.id} ${c.broken.code}` : c.id))
  assert.deepEqual(told.slice(0, 2), ['I-6', 'I-1'])
  assert.deepEqual(told.slice(2).sort(), ['I-2 tampered', 'I-3 tampered', 'I-4 absent', 'I-5 tampered', 'nothing absent'])
  for (const one of listCases(state)) if ('broken' in one) assert.match(one.broken.said.zh, /[\u4e00-\u9fff]/)
})

test('what cannot be trusted is not opened for acting', () => {
  createCase(state, resultOf('I-1'), planOf('I-1'))
  assert.throws(() => openCase(state, 'I-9'), coded('absent'))
  for (const id of ['', '.', '..', '../I-1', 'I-1/x', '.hidden', 'a\nb']) assert.throws(() => openCase(state, id), coded('absent'), id)
  const open = openCase(state, 'I-1')
  assert.throws(() => openCase(state, 'I-1'), coded('locked'))
  open.verified('quiet', '')
  open.verified('quiet', '')
  open.close()
  const looks = join(state, 'cases', 'I-1', 'verifications.jsonl')
  writeFileSync(looks, readFileSync(looks, 'utf8').replace('quiet', 'quie7'))
  assert.throws(() => openCase(state, 'I-1'), coded('tampered'))
  assert.throws(() => openCase(state, 'I-1'), coded('tampered'), 'a refusal lets the lock go')
  createCase(state, resultOf('I-2'), planOf('I-2'))
  chmodSync(join(state, 'cases', 'I-2'), 0o777)
  assert.throws(() => openCase(state, 'I-2'), coded('unsafe'))
})

test('a journal of another case cannot stand in', () => {
  createCase(state, resultOf('I-1'), planOf('I-1'))
  createCase(state, resultOf('I-2'), planOf('I-2'))
  const open = openCase(state, 'I-1')
  open.journal.intent(steps[0]!, {})
  open.close()
  const journal = (id: string): string => join(state, 'cases', id, 'journal.jsonl')
  writeFileSync(journal('I-2'), readFileSync(journal('I-1')))
  assert.throws(() => openCase(state, 'I-2'), coded('tampered'))
})

test('a journal whose last lines were taken away is noticed by the looks that saw them', () => {
  createCase(state, resultOf('I-1'), planOf('I-1'))
  const open = openCase(state, 'I-1')
  open.journal.intent(steps[0]!, {})
  open.journal.note('done', steps[0]!, '')
  open.verified('quiet', '')
  open.close()
  const journal = join(state, 'cases', 'I-1', 'journal.jsonl')
  const text = readFileSync(journal, 'utf8')
  for (const shorter of [text.slice(0, text.indexOf('\n') + 1), '']) {
    writeFileSync(journal, shorter)
    assert.throws(() => openCase(state, 'I-1'), coded('tampered'))
    assert.throws(() => readCase(state, 'I-1'), coded('tampered'))
  }
})

test('an export holds what the steps kept, each once', t => {
  createCase(state, resultOf('I-1'), planOf('I-1'))
  const open = openCase(state, 'I-1')
  const sha256 = open.vault.keep(Buffer.from('was a miner'))
  open.journal.intent(steps[0]!, { was: { sha256 }, again: sha256, unknown: 'f'.repeat(64) })
  open.evidence.add({ what: 'command line', source: '/proc/7/cmdline', how: 'read', entity: 'process:7@9' }, Buffer.from('x'))
  const [first, second] = [join(root, `${made}-1.zip`), join(root, `${made}-2.zip`)]
  open.exportTo(first)
  open.exportTo(second)
  assert.deepEqual(
    open.evidence.records.map(r => [r.event, r.source]),
    [
      ['collected', '/proc/7/cmdline'],
      ['collected', 'file:/tmp/S01'],
      ['exported', first],
      ['exported', second],
    ],
  )
  open.close()
  const run = spawnSync('python3', ['-c', 'import sys,zipfile\nprint(*zipfile.ZipFile(sys.argv[1]).namelist())', second], {
    encoding: 'utf8',
  })
  if (run.error !== undefined) return t.skip('needs python3')
  const names = run.stdout.trim().split(' ')
  assert.deepEqual(names.slice(0, 5), ['manifest.jsonl', 'journal.jsonl', 'plan.json', 'verifications.jsonl', 'incident.json.zst'])
  assert.equal(names[5], 'SHA256SUMS')
  assert.equal(names[7], `items/${sha256}`)
  assert.equal(names.length, 8)
})

test('what a crash left of making a case is removed by the next one', () => {
  createCase(state, resultOf('I-1'), planOf('I-1'))
  mkdirSync(join(state, 'cases', '.unfinished-I-2', 'vault'), { recursive: true })
  createCase(state, resultOf('I-2'), planOf('I-2'))
  assert.deepEqual(readdirSync(join(state, 'cases')).sort(), ['I-1', 'I-2'])
})

test('no cases yet: an empty list, and nothing is made by asking', () => {
  assert.deepEqual(listCases(state), [])
  assert.throws(() => readCase(state, 'I-1'), coded('absent'))
  assert.equal(existsSync(state), false)
})

test('a case that cannot be made leaves nothing behind', () => {
  const blocked = { ...planOf('I-1'), loop: undefined as unknown }
  blocked.loop = blocked
  assert.throws(() => createCase(state, resultOf('I-1'), blocked))
  assert.deepEqual(readdirSync(join(state, 'cases')), [])
})
