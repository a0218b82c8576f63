import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { entity } from '../core/entity.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan } from '../core/plan.ts'
import type { Some } from '../core/some.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { makePlan } from './plan.ts'

function planOf(accused: readonly string[], tree: Record<string, Node>, facts: Partial<Facts> = {}): Plan {
  const findings = accused.map(path => findingOf({ about: [entity('file', path)] })) as unknown as Some<Finding>
  const incident: Incident = { id: 'I', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }
  return makePlan(incident, factsOf(facts), memoryHost(tree, { name: 'h' }), '2026-05-02T00:00:00.000Z' as Instant)
}
const outline = ({ steps }: Plan) => steps.map(s => `${s.action} ${s.detail['path']}`)

test('an accused directory goes with all that is in it, the innermost last but one', () => {
  const plan = planOf(['/tmp/.x'], { '/tmp/.x/a': 'a', '/tmp/.x/in/b': 'b' })
  assert.deepEqual(outline(plan).sort(), [
    'remove-directory /tmp/.x',
    'remove-directory /tmp/.x/in',
    'vault-file /tmp/.x/a',
    'vault-file /tmp/.x/in/b',
  ])
  assert.deepEqual(outline(plan).slice(-2), ['remove-directory /tmp/.x/in', 'remove-directory /tmp/.x'])
  assert.deepEqual(plan.refused, [])
})

test('a hidden directory that is left empty goes; one that holds anything else stays', () => {
  assert.deepEqual(outline(planOf(['/var/tmp/.d/m'], { '/var/tmp/.d/m': 'm' })), [
    'vault-file /var/tmp/.d/m',
    'remove-directory /var/tmp/.d',
  ])
  assert.deepEqual(outline(planOf(['/var/tmp/.d/m'], { '/var/tmp/.d/m': 'm', '/var/tmp/.d/mine': 'x' })), ['vault-file /var/tmp/.d/m'])
})

test('directories that everybody has are no one’s, whatever was put into them', () => {
  for (const path of ['/root/.ssh/m', '/home/a/.config/m', '/tmp/.X11-unix/m', '/tmp/m', '/dev/shm/m', '/srv/app/m'])
    assert.deepEqual(outline(planOf([path], { [path]: 'm' })), [`vault-file ${path}`])
})

test('an accused directory of the system’s is refused, and nothing in it is touched', () => {
  const plan = planOf(['/srv/app'], { '/srv/app/data': 'x' })
  assert.deepEqual(plan.steps, [])
  assert.deepEqual(
    plan.refused.map(r => r.guard),
    ['plain-file'],
  )
})

test('a directory in which an innocent process works stays', () => {
  const worker = processOf({ pid: 7, cwd: '/tmp/.x' })
  const plan = planOf(['/tmp/.x'], { '/tmp/.x/a': 'a' }, { processes: [worker] })
  assert.deepEqual(outline(plan), ['vault-file /tmp/.x/a'])
})
