import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import type { Instant } from '../core/instant.ts'
import { sustainedDemand } from './sustained-demand.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })
const at = (minute: number) => `2026-05-01T00:${String(minute).padStart(2, '0')}:00.000Z` as Instant
const own = processOf({ pid: 99, startedAt: at(10) })
const busy = (path: string, given: Partial<Process> = {}) =>
  processOf({ pid: 7, startedAt: at(0), cpuSeconds: 500, demand: { windowMs: 350, cpu: 0.5, wait: 0.45 }, exe: exe(path), ...given })

test('hit and near miss: raises what is accused, says of others only that they are busy, and why they may be', () => {
  const detect = (p: Process, leads: Process[] = []) =>
    [...sustainedDemand.detect(factsOf({ processes: [p, own] }), noIntel, new Set(leads.map(l => l.id)))].map(f => [
      f.severity,
      f.signal,
      f.whyNot !== undefined,
    ])
  const x = busy('/tmp/x')
  assert.deepEqual(detect(x, [x]), [['medium', 'mining', false]])
  assert.deepEqual(detect(x), [['info', 'context', false]])
  assert.deepEqual(detect(busy('/usr/bin/ffmpeg')), [['info', 'context', true]])
  assert.deepEqual(detect(busy('/usr/bin/ffmpeg', { demand: { windowMs: 350, cpu: 0.5, wait: 0.1 } })), [])
  assert.deepEqual(detect(busy('/tmp/x', { cpuSeconds: 20 })), [])
  assert.deepEqual(detect(busy('/tmp/x', { startedAt: at(10) })), [])
})
