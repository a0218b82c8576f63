import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import { memoryHost } from '../host/memory.ts'
import { makePlan } from './plan.ts'

const path = `/var/lib/docker/containers/${'a1'.repeat(32)}/hostconfig.json`
const content = '{"RestartPolicy":{"Name":"always"}}'

function actions(running: boolean, kind: 'live' | 'disk'): readonly string[] {
  const entry = autostartOf({ kind: 'docker-restart', path, when: 'restart=always', name: 'cache (redis:6)', text: '"always"' })
  const findings = [findingOf({ about: [entry.id], class: 'persistence' })] as const
  const incident: Incident = { id: 'I', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }
  const dockerd = processOf({ pid: 60, exe: { path: '/usr/bin/dockerd', deleted: false, memfd: false } })
  const origin = kind === 'live' ? ({ kind } as const) : ({ kind, root: '/mnt' } as const)
  const host = memoryHost({ [path]: content, '/run/docker.sock': '' }, { name: 'h', origin })
  const facts = factsOf({ autostarts: [entry], processes: running ? [dockerd] : [] })
  return makePlan(incident, facts, host, '2026-05-02T00:00:00.000Z' as Instant).steps.map(s => s.action)
}

test('a running daemon is told, a file is edited where none runs', () => {
  assert.deepEqual(actions(true, 'live'), ['set-restart-policy'])
  assert.deepEqual(actions(false, 'live'), ['disarm-autostart'])
  assert.deepEqual(actions(true, 'disk'), ['disarm-autostart'])
})
