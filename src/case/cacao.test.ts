import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '../core/plan.ts'
import { cacaoOf } from './cacao.ts'

const text = { zh: '测试', en: 'a test' }
const step = { after: [], because: ['F-1'], title: text, cost: text, undoing: text, risk: 'safe', target: 'file:/x' }
const plan = {
  incident: 'I-1',
  host: 'web',
  root: "/mnt/it's",
  createdAt: '2026-01-01T00:00:00.000Z',
  steps: [
    { ...step, id: 'S02', stage: 'vault' },
    { ...step, id: 'S01', stage: 'disarm' },
  ],
  refused: [{ guard: 'package-owned', target: 'file:/bin/ls', why: text }],
  advice: [{ title: text, targets: [], command: 'passwd' }],
} as unknown as Plan

interface BookStep {
  readonly type: string
  readonly on_completion?: string
  readonly agent?: string
  readonly targets?: readonly string[]
  readonly commands?: readonly { readonly command: string }[]
}

interface Book {
  readonly workflow_start: string
  readonly workflow: Readonly<Record<string, BookStep>>
  readonly agent_definitions: object
  readonly target_definitions: object
}

test('the workflow leads from its start through every step in the order of performing to its end', () => {
  let n = 0
  const book = cacaoOf(plan, () => `00000000-0000-4000-8000-${String(n++).padStart(12, '0')}`) as unknown as Book
  const { workflow } = book
  const walked: string[] = []
  for (let id: string | undefined = book.workflow_start; id !== undefined; ) {
    const step: BookStep = workflow[id]!
    assert.match(id, new RegExp(`^${step.type}--[0-9a-f-]{36}$`))
    if (step.agent !== undefined) assert.ok(step.agent in book.agent_definitions)
    for (const target of step.targets ?? []) assert.ok(target in book.target_definitions)
    walked.push(step.commands?.[0]?.command ?? step.type)
    id = step.on_completion
  }
  assert.deepEqual(walked, [
    'start',
    "davylamp respond I-1 --root '/mnt/it'\\''s' --step S01 --yes",
    "davylamp respond I-1 --root '/mnt/it'\\''s' --step S02 --yes",
    'end',
  ])
  assert.equal(Object.keys(workflow).length, walked.length)
})
