import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { entity } from '../core/entity.ts'
import type { Container } from '../core/facts/container.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import { memoryHost } from '../host/memory.ts'
import { accusedOf } from './accused.ts'
import { keepersOf } from './plan-keepers.ts'
import { suspectsOf } from './plan-processes.ts'

const id = '9d13c0ffee1142429f0d5f3d0a5b7c119e2d7a64cbd8a1f0e3c2b1a09f8e7d6c'
const container: Container = {
  id: entity('container', id),
  runtime: 'docker',
  containerId: id,
  name: 'cache',
  image: 'redis:6',
  running: true,
  command: [],
  privileged: false,
  hostMounts: [],
  restartPolicy: 'always',
  lowerDirs: [],
  processes: [],
}
const shim = processOf({ pid: 10, argv: ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', id] })
const inside = (pid: number, parent: Process): Process => processOf({ pid, ppid: parent.pid, parent: parent.id, container: container.id })

function keepers(miner: Process, others: readonly Process[]): readonly string[] {
  const findings = [findingOf({ about: [miner.id], class: 'miner', signal: 'mining', severity: 'high' })] as const
  const incident: Incident = {
    id: 'I-1',
    host: 'h',
    verdict: 'mining',
    confidence: 1,
    findings,
    members: [miner.id],
    edges: [],
    timeline: [],
  }
  const facts = factsOf({ processes: [miner, ...others], containers: [container] })
  const ground = { incident, facts, host: memoryHost({}), accused: accusedOf(incident, facts) }
  return keepersOf(suspectsOf(ground), ground).map(k => `${k.process.pid} ${k.findings.length}`)
}

test('the shim of a container whose first process is the suspect keeps it up', () => {
  assert.deepEqual(keepers(inside(11, shim), [shim]), ['10 1'])
})

test('not the shim of a container where the business runs too, not another parent, not one that names another container', () => {
  const miner = inside(11, shim)
  assert.deepEqual(keepers(miner, [shim, inside(12, shim)]), [])
  const daemon = processOf({ pid: 20, argv: ['/usr/bin/dockerd'] })
  assert.deepEqual(keepers(inside(11, daemon), [daemon]), [])
  const stranger = processOf({ pid: 30, argv: ['/usr/bin/containerd-shim-runc-v2', '-id', `${id.slice(0, -1)}0`] })
  assert.deepEqual(keepers(inside(11, stranger), [stranger]), [])
})

test('not a process that a suspect inside the container happens to be the child of', () => {
  const redis = inside(12, shim)
  assert.deepEqual(keepers(inside(11, redis), [shim, redis]), [])
})
