// Looks on real short schedules: an infected disk that was cleaned is looked at until it is proven; what is planted again is noticed, and the proof begins anew.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { lookIfDue, stay } from '../../src/cli/stay.ts'
import { caseStateOf } from '../../src/core/case-state.ts'
import { ordinarySchedule } from '../../src/core/proof.ts'
import { type CaseView, listCases } from '../../src/store/cases.ts'
import { davylamp } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'davylamp-e2e-stay-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const infected = join(import.meta.dirname, '..', '..', 'fixtures', 'hosts', 'outlaw', 'root')
const schedule = { early: [1, 2], day: 20 }

function cleaned(name: string) {
  const [root, state] = [join(folder, name, 'root'), join(folder, name, 'state')]
  cpSync(infected, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
  const { code, out } = davylamp(['respond', '--yes', '--root', root, '--state', state])
  assert.equal(code, 0, out)
  const cases = (): readonly CaseView[] => listCases(state).flatMap(one => ('broken' in one ? [] : [one]))
  const phases = (): string[] => cases().map(c => caseStateOf(c.plan, c.records, c.verifications, schedule).phase)
  return { root, state, cases, phases }
}

test('stays until it is proven clean by looks on eight different days', async () => {
  const { state, cases, phases } = cleaned('clean')
  assert.deepEqual(await stay({ state, lang: 'en', schedule }), { code: 0, stuck: false })
  assert.deepEqual(phases(), ['clean'])
  assert.ok((cases()[0]?.verifications ?? []).filter(v => v.outcome === 'quiet').length >= 8)
  assert.deepEqual(await lookIfDue({ state, lang: 'en', schedule }), { code: 0, stuck: false })
})

test('planted again: infected again, with what came back; cleaned again, it is proven', async () => {
  const { root, state, cases, phases } = cleaned('again')
  const miner = 'home/deploy/.configrc7/a/kswapd00'
  mkdirSync(dirname(join(root, miner)), { recursive: true })
  writeFileSync(join(root, miner), readFileSync(join(infected, miner)), { mode: 0o755 })
  assert.deepEqual(await stay({ state, lang: 'en', schedule }), { code: 1, stuck: false })
  assert.deepEqual(phases(), ['reinfected'])
  assert.match(cases()[0]?.verifications.at(-1)?.detail ?? '', /kswapd00/)
  const told = davylamp(['cases', '--state', state]).out
  assert.match(told, /infected again[\s\S]*kswapd00[\s\S]*(?:next look \d{4}-|a look is due)/)
  const again = davylamp(['respond', '--yes', '--root', root, '--state', state])
  assert.equal(again.code, 0, again.out)
  assert.equal((await stay({ state, lang: 'en', schedule })).code, 0)
  assert.ok(phases().every(phase => phase === 'clean'))
})

test('nothing is due before its time, nor for a disk that is gone more than one sentence', async () => {
  const { root, state, cases } = cleaned('gone')
  const tomorrow = { early: [ordinarySchedule.day], day: ordinarySchedule.day }
  assert.deepEqual(await lookIfDue({ state, lang: 'en', schedule: tomorrow }), { code: 0, stuck: false })
  assert.equal(cases()[0]?.verifications.length, 1, 'the one after the response')
  assert.equal(davylamp(['verify', '--due', '--state', state]).code, 0)
  rmSync(root, { recursive: true })
  const { code } = await lookIfDue({ state, lang: 'en', schedule })
  assert.equal(code, 2)
  const both = davylamp(['verify', '--due', '--stay', '--state', state])
  assert.equal(both.code, 2)
  assert.match(both.err, /^davylamp: [^\n]+\n$/)
})
