import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { kernelOf, vitalsOf } from '../../test/system.ts'
import type { Process } from '../core/facts/process.ts'
import type { Kernel } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { minerTuning } from './miner-tuning.ts'

const detect = (kernel: Partial<Kernel>, processes: Process[] = []) => [
  ...minerTuning.detect(factsOf({ kernel: [kernelOf(kernel)], vitals: [vitalsOf({ cores: 8 })], processes }), noIntel, new Set()),
]
const pages = (count: number, kilobytes = 2048) => [
  { path: `/sys/devices/system/node/node0/hugepages/hugepages-${kilobytes}kB/nr_hugepages`, count },
]
const msr = { loaded: true, allowWrites: 'on' }

test('hit: one trace is weak, both together are not', () => {
  assert.deepEqual([detect({ hugepages: pages(1280) })[0]?.severity, detect({ msr })[0]?.severity], ['low', 'low'])
  assert.equal(detect({ hugepages: [{ path: '/etc/sysctl.conf:9', count: 1176 }] })[0]?.evidence[0].locator, '/etc/sysctl.conf')
  const [both] = detect({ hugepages: pages(1176), msr }, [processOf({ pid: 5, name: 'postgres' })])
  assert.deepEqual([both?.severity, both?.evidence.length, both?.whyNot !== undefined], ['medium', 2, true])
  assert.equal(detect({ hugepages: pages(3, 1048576) }).length, 1)
})

test('near miss: huge pages in other numbers or with a known user, MSRs at their default', () => {
  assert.deepEqual(detect({ hugepages: pages(1024) }), [])
  assert.deepEqual(detect({ hugepages: pages(8192) }), [])
  assert.deepEqual(detect({ hugepages: pages(1280) }, [processOf({ pid: 5, name: 'postgres' })]), [])
  assert.deepEqual(detect({ msr: { loaded: true, allowWrites: 'default' } }), [])
})
