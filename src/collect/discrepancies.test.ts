import assert from 'node:assert/strict'
import { test } from 'node:test'
import { volatileOf } from '../../test/volatile.ts'
import { factsOf } from '../core/facts.ts'
import { memoryHost } from '../host/memory.ts'
import { discrepancies } from './discrepancies.ts'

test('what the sight noticed; a disk has nobody who could lie', () => {
  const row = { source: 'list', path: '/etc', detail: '1 name', hidden: ['x'] } as const
  const host = memoryHost({}, { volatile: volatileOf({ discrepancies: () => [row] }) })
  assert.deepEqual([...discrepancies.collect(host, factsOf(), new Set())], [['discrepancies', row]])
  assert.deepEqual([...discrepancies.collect(memoryHost({}), factsOf(), new Set())], [])
})
