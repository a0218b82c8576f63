import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { kernelOf } from '../../test/proc.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { gpu } from './gpu.ts'

const processes = [
  processOf({
    pid: 7,
    open: [
      { fd: 3, target: '/dev/nvidia0' },
      { fd: 4, target: '/dev/nvidia0' },
      { fd: 5, target: '/dev/null' },
    ],
  }),
  processOf({ pid: 8, open: [{ fd: 3, target: '/dev/dri/by-path' }] }),
]

test('tells who holds a GPU, once for each device', () => {
  const host = memoryHost({}, { volatile: kernelOf([]) })
  assert.deepEqual(
    [...gpu.collect(host, factsOf({ processes }), new Set())],
    [['gpu', { device: '/dev/nvidia0', process: 'process:7@1000' }]],
  )
})

test('a disk is one gap', () => {
  assert.deepEqual([...gpu.collect(memoryHost({}), factsOf(), new Set())].map(isGap), [true])
})
