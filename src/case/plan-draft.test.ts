import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { entity } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { makePlan } from './plan.ts'

function stepsOf(about: Autostart | string, tree: Record<string, Node>) {
  const findings = [findingOf({ about: [typeof about === 'string' ? entity('file', about) : about.id], class: 'persistence' })] as const
  const incident: Incident = { id: 'I', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }
  const facts = factsOf({ autostarts: typeof about === 'string' ? [] : [about] })
  return makePlan(incident, facts, memoryHost(tree, { name: 'h' }), '2026-05-02T00:00:00.000Z' as Instant).steps
}

test('flags that have to be lifted are told, with what becomes of them', () => {
  const [vault] = stepsOf('/tmp/m', { '/tmp/m': { content: 'm', immutable: true, appendOnly: true } })
  assert.match(vault?.cost.en ?? '', /\+ia is lifted for that, and put back by undo/)
  assert.match(vault?.cost.zh ?? '', /\+ia .*撤销时恢复/)
  const path = '/etc/cron.d/x'
  const line = '* * * * * root /tmp/m\n'
  const entry = autostartOf({ kind: 'cron-d', path, command: '/tmp/m', text: line })
  const [cut] = stepsOf(entry, { [path]: { content: line, immutable: true } })
  assert.match(cut?.cost.en ?? '', /\+i is lifted only while it is changed/)
  const [plain] = stepsOf('/tmp/m', { '/tmp/m': 'm' })
  assert.doesNotMatch(plain?.cost.en ?? '', /lifted/)
})

test('a unit that is switched off is the intruder’s all the same; a line that is commented out is left', () => {
  const path = '/etc/systemd/system/x.service'
  const unit = autostartOf({ kind: 'systemd-service', path, extent: 'file', command: '/tmp/m', disabled: true })
  assert.deepEqual(
    stepsOf(unit, { [path]: '[Service]\n' }).map(s => s.detail['path']),
    [path],
  )
  const line = autostartOf({ kind: 'cron-d', path: '/etc/cron.d/x', command: '/tmp/m', disabled: true })
  assert.deepEqual(stepsOf(line, { '/etc/cron.d/x': '#* * * * * root /tmp/m\n' }), [])
})
