import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { gap, isGap } from '../core/gap.ts'
import type { Volatile } from '../core/host.ts'
import { memoryHost } from '../host/memory.ts'
import { bpf } from './bpf.ts'
import { discrepancies } from './discrepancies.ts'

const row = { source: 'list', path: '/etc', detail: '1 name', hidden: ['x'] } as const
const program = { id: 1, kind: 'program', type: 'kprobe', name: 'p' } as const
const running: Volatile = {
  ticksPerSecond: 100,
  pageSize: 4096,
  ownPid: 1,
  probePids: () => [],
  bpf: () => [program],
  discrepancies: () => [row],
  pause: () => undefined,
  monotonic: () => 0,
}

test('rows of a running kernel', () => {
  const host = memoryHost({}, { volatile: running })
  assert.deepEqual([...bpf.collect(host, factsOf(), new Set())], [['bpf', program]])
  assert.deepEqual([...discrepancies.collect(host, factsOf(), new Set())], [['discrepancies', row]])
})

test('a refusal is a gap, and so is a host where nothing runs', () => {
  const denied = memoryHost({}, { volatile: { ...running, bpf: () => gap('eBPF', 'denied') } })
  assert.ok([...bpf.collect(denied, factsOf(), new Set())].every(isGap))
  assert.ok([...bpf.collect(memoryHost({}), factsOf(), new Set())].every(isGap))
  assert.deepEqual([...discrepancies.collect(memoryHost({}), factsOf(), new Set())], [])
})
