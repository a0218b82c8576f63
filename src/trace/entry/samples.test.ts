import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { at, clueless, eventOf, fileOrigin, incidentOf, keptSource } from '../../../test/events.ts'
import type { HostEvent, Verb } from '../../core/event.ts'
import type { LogSource } from '../../core/log-format.ts'
import type { StandingClues, Witness } from '../../core/trace.ts'
import { loadEntryModel } from '../../intel/entry-model.ts'
import { ruleFiles } from '../../intel/lists.ts'
import { traceIncident } from '../trace.ts'
import { hypotheses } from './index.ts'

interface Sample {
  readonly note: string
  readonly events: readonly (Partial<HostEvent> & { at: string; verb: Verb; until?: string })[]
  readonly witnesses: Readonly<Partial<Record<LogSource, Witness>>>
  readonly standing: Partial<StandingClues>
}

const { model, gaps } = loadEntryModel()

function told(sample: Sample): string {
  const incident = incidentOf({ origins: { processes: [], files: [fileOrigin('/tmp/.x/xmrig', '2026-05-01 03:20:00')] } })
  const events = sample.events.map(({ at: time, verb, until, ...rest }) =>
    eventOf(time, verb, { ...rest, ...(until === undefined ? {} : { until: at(until) }) }),
  )
  const sources = Object.entries(sample.witnesses).map(([source, state]) =>
    keptSource(source as LogSource, '2026-04-01 00:00:00', '2026-05-02 00:00:00', state),
  )
  const causal = (sample.standing.causal ?? []).map(c => ({ ...c, entity: 'process:4242@1' as const, events: [] }))
  const standing = clueless({ ...sample.standing, causal })
  return traceIncident({ host: 'web1', incident, at: at('2026-05-02 00:00:00'), zone: 'UTC', events, sources, gaps: [], standing, model })
    .candidates[0].id
}

test('every way in has a rule and every rule a way in', () => {
  assert.deepEqual(gaps, [])
  assert.deepEqual([...model.keys()].sort(), hypotheses.map(h => h.id).sort())
})

for (const { path, text } of ruleFiles('entry', '.json')) {
  const beside = path.replace('.json', '.samples.json')
  const { id } = JSON.parse(text) as { id: string }
  test(`samples of rules/entry/${id}`, () => {
    assert.ok(existsSync(beside), `${beside} is missing`)
    const { hits, misses } = JSON.parse(readFileSync(beside, 'utf8')) as { hits: Sample[]; misses: Sample[] }
    assert.ok(hits.length > 0 && misses.length > 0)
    for (const sample of hits) assert.equal(told(sample), id, sample.note)
    for (const sample of misses) assert.notEqual(told(sample), id, sample.note)
  })
  test(`what ${id} asks is what its rule weighs`, () => {
    const rule = model.get(id)
    const source = ['entry/ssh-way.ts', 'entry/service-way.ts', 'entry/posted.ts', `entry/${id}.ts`, 'weigh.ts']
      .map(file => new URL(`../${file}`, import.meta.url))
      .map(url => (existsSync(url) ? readFileSync(url, 'utf8') : ''))
      .join('\n')
    for (const name of rule?.observations.keys() ?? []) assert.ok(source.includes(`'${name}'`), `nobody asks ${name}`)
  })
}

test('ids are kebab-case, unique and described in both languages', () => {
  assert.equal(new Set(hypotheses.map(h => h.id)).size, hypotheses.length)
  for (const { id, summary, title, techniques } of hypotheses) {
    assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    for (const words of [summary, title]) assert.ok(/[a-z]{3}/.test(words.en) && words.zh !== '', id)
    for (const technique of techniques) assert.match(technique, /^T\d{4}(\.\d{3})?$/)
  }
})
