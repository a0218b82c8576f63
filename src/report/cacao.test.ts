// The CACAO export against what the specification requires of a playbook.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { entity } from '../core/entity.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan, Step } from '../core/plan.ts'
import { cacaoOf } from './cacao.ts'

const words = { zh: '移走文件', en: 'take the file away' }
const step: Step = {
  id: 'S01',
  stage: 'vault',
  action: 'vault-file',
  target: entity('file', '/tmp/x'),
  because: ['F-1'],
  after: [],
  risk: 'destructive',
  reversible: true,
  title: words,
  cost: words,
  undoing: words,
  before: 'aa',
  detail: { path: '/tmp/x', sha256: 'aa', ino: 1, dev: '8:1' },
}
const plan: Plan = {
  schema: 'davylamp.plan.1',
  id: 'P-1',
  incident: 'I-1',
  host: 'web1',
  root: '',
  createdAt: '2026-06-01T00:00:00.000Z' as Instant,
  steps: [step, { ...step, id: 'S02', detail: { path: '/tmp/y\n"`$(reboot)' } }],
  refused: [{ guard: 'packaged-file', target: entity('file', '/usr/bin/ps'), why: words }],
  advice: [
    { title: words, targets: [], command: 'apt-get install --reinstall -y procps' },
    { title: words, targets: [] },
  ],
}
const uuid = (version: 4 | 5): string => `[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`
type Row = Readonly<Record<string, unknown>>

for (const lang of ['zh', 'en'] as const) {
  describe(`playbook in ${lang}`, () => {
    const playbook = cacaoOf(plan, lang)
    const workflow = Object.entries(playbook.workflow)
    const agents = playbook['agent_definitions'] as Readonly<Record<string, Row>>
    const targets = playbook['target_definitions'] as Readonly<Record<string, Row>>
    test('has what every playbook must have', () => {
      assert.equal(playbook.type, 'playbook')
      assert.equal(playbook.spec_version, 'cacao-2.0')
      assert.match(playbook.id, new RegExp(`^playbook--${uuid(5)}$`))
      assert.match(String(playbook['created_by']), new RegExp(`^identity--${uuid(5)}$`))
      for (const field of ['created', 'modified']) assert.match(String(playbook[field]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      assert.ok(String(playbook['name']).length > 0)
      const vocabulary = ['attack', 'detection', 'engagement', 'investigation', 'mitigation', 'notification', 'prevention', 'remediation']
      assert.ok((playbook['playbook_types'] as readonly string[]).every(t => vocabulary.includes(t)))
    })
    test('ids carry their kind, look random as steps must, and are unique', () => {
      for (const [id, row] of [...workflow, ...Object.entries(agents), ...Object.entries(targets)])
        assert.match(id, new RegExp(`^${String(row['type'])}--${uuid(4)}$`))
      assert.equal(workflow.length, plan.steps.length + plan.advice.length + 2)
    })
    test('leads from the one start through every action to the one end', () => {
      const seen: string[] = []
      for (
        let id: unknown = playbook.workflow_start;
        typeof id === 'string' && !seen.includes(id);
        id = playbook.workflow[id]?.['on_completion']
      )
        seen.push(id)
      assert.equal(seen.length, workflow.length)
      const types = seen.map(id => playbook.workflow[id]?.['type'])
      assert.deepEqual([types[0], types.at(-1)], ['start', 'end'])
      assert.ok(types.slice(1, -1).every(t => t === 'action'))
      assert.equal(playbook.workflow[seen.at(-1) ?? '']?.['on_completion'], undefined)
    })
    test('every action has commands, an agent and targets that are defined', () => {
      for (const [, row] of workflow.filter(([, r]) => r['type'] === 'action')) {
        const commands = row['commands'] as readonly Row[]
        assert.ok(commands.length > 0)
        for (const { type, command } of commands) {
          assert.ok(type === 'manual' || type === 'bash')
          assert.ok(typeof command === 'string' && command.length > 0)
        }
        assert.ok(agents[String(row['agent'])] !== undefined)
        for (const target of (row['targets'] ?? []) as readonly string[]) assert.ok(targets[target] !== undefined)
      }
      for (const row of [...Object.values(agents), ...Object.values(targets)]) assert.ok(String(row['name']).length > 0)
    })
    test('what a name of a file carries is never a shell command', () => {
      const shell = workflow.flatMap(([, r]) => ((r['commands'] ?? []) as readonly Row[]).filter(c => c['type'] === 'bash'))
      assert.deepEqual(
        shell.map(c => c['command']),
        ['apt-get install --reinstall -y procps'],
      )
    })
    test('is the same twice, and another for another plan', () => {
      assert.deepEqual(cacaoOf(plan, lang), playbook)
      assert.notEqual(cacaoOf({ ...plan, id: 'P-2' }, lang).id, playbook.id)
    })
  })
}

test('a plan without steps still has a start, an action and an end', () => {
  const { workflow } = cacaoOf({ ...plan, steps: [], advice: [] }, 'en')
  assert.deepEqual(
    Object.values(workflow).map(row => row['type']),
    ['start', 'action', 'end'],
  )
})
