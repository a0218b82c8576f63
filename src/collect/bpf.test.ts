import assert from 'node:assert/strict'
import { test } from 'node:test'
import { volatileOf } from '../../test/volatile.ts'
import { factsOf } from '../core/facts.ts'
import { gap, isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { bpf } from './bpf.ts'

test('programs of a running kernel; a refusal is a gap, and so is a host where nothing runs', () => {
  const program = { id: 1, kind: 'program', type: 'kprobe', name: 'p' } as const
  const collect = (volatile?: ReturnType<typeof volatileOf>) => [
    ...bpf.collect(memoryHost({}, volatile === undefined ? {} : { volatile }), factsOf(), new Set()),
  ]
  assert.deepEqual(collect(volatileOf({ bpf: () => [program] })), [['bpf', program]])
  assert.ok(collect(volatileOf({ bpf: () => gap('eBPF', 'denied') })).every(isGap))
  assert.ok(collect().every(isGap))
})
