// Playbooks against CACAO 2.0; what they say is tested beside src/report/cacao.ts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullCase, plan } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, wrongs } from '../../../test/schema.ts'
import { cacao } from './cacao.ts'

type Row = Readonly<Record<string, unknown>>
interface Playbook {
  readonly playbook_activities: readonly string[]
  readonly workflow: Readonly<Record<string, Row>>
  readonly agent_definitions: Row
  readonly target_definitions: Row
}
const check = wrongs('cacao')

test('every case is a playbook whose steps, agents, targets and activities are there', async () => {
  await eachRendering(cacao, (json, what) => {
    assertUnicode(json)
    const playbook = JSON.parse(json) as Playbook
    assert.deepEqual(check(playbook), [], what)
    const steps = Object.values(playbook.workflow)
    for (const { on_completion: next, agent, targets = [] } of steps) {
      if (next !== undefined) assert.ok(playbook.workflow[String(next)] !== undefined)
      if (agent !== undefined) assert.ok(playbook.agent_definitions[String(agent)] !== undefined)
      for (const target of targets as string[]) assert.ok(playbook.target_definitions[target] !== undefined)
    }
    const done = steps.flatMap(s => ((s['commands'] ?? []) as Row[]).map(c => String(c['playbook_activity'])))
    assert.deepEqual(new Set(playbook.playbook_activities), new Set(done))
  })
})

test('a plan without steps is one too', () => {
  const empty = { ...fullCase, plan: { ...plan, steps: [], advice: [] } }
  assert.deepEqual(check(JSON.parse(cacao.render(empty, { lang: 'zh' }) as string)), [])
})

test('a near miss is seen', () => {
  const playbook = JSON.parse(cacao.render(fullCase, { lang: 'en' }) as string) as Playbook
  const { playbook_activities: _, ...silent } = playbook
  const { workflow } = playbook
  const [id, action] = Object.entries(workflow).find(([, s]) => s['type'] === 'action')!
  for (const changed of [
    silent,
    { ...playbook, created: '2026-05-01T00:00:00Z' },
    { ...playbook, workflow: { ...workflow, [id]: { ...action, agent: undefined } } },
    { ...playbook, workflow: { ...workflow, [id]: { ...action, on_success: id } } },
    { ...playbook, workflow: { ...workflow, 'action--1': action } },
    { ...playbook, target_definitions: { [Object.keys(playbook.target_definitions)[0]!]: { type: 'linux', name: 'x' } } },
  ])
    assert.notDeepEqual(check(JSON.parse(JSON.stringify(changed))), [])
})
