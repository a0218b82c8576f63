import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, statOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { type EntityId, entity } from '../core/entity.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import { memoryHost } from '../host/memory.ts'
import { makePlan } from './plan.ts'

const keys = '/root/.ssh/authorized_keys'

function stepsOf(verdict: Incident['verdict'], about: EntityId, techniques: readonly string[]): readonly string[] {
  const finding = findingOf({ about: [about], class: 'tampering', severity: 'medium', techniques, joinsMining: true })
  const incident: Incident = {
    id: 'I-1',
    host: 'h',
    verdict,
    confidence: 1,
    findings: [finding],
    members: [about],
    edges: [],
    timeline: [],
  }
  const files = [fileOf({ path: keys, stat: statOf({ immutable: true }) })]
  const host = memoryHost({ [keys]: 'ssh-ed25519 AAAA owner\n' }, { name: 'h' })
  const { steps } = makePlan(incident, factsOf({ files }), host, '2026-06-01T00:00:00.000Z' as Instant)
  return steps.map(s => `${s.action} ${s.detail['path']}`)
}

test('a locked file that stays is unlocked', () => {
  assert.deepEqual(stepsOf('mining', entity('file', keys), ['T1222.002']), [`lift-flags ${keys}`])
})

test('near miss: a lock where nothing mines, and a finding about something else', () => {
  assert.deepEqual(stepsOf('suspicious', entity('file', keys), ['T1222.002']), [])
  assert.deepEqual(stepsOf('mining', entity('file', keys), ['T1098.004']), [])
})
