import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { entity } from '../core/entity.ts'
import type { Mount } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { procOvermount } from './proc-overmount.ts'

const mount = (target: string): Mount => ({ source: 'tmpfs', target, type: 'tmpfs', options: 'rw', root: '/' })

test('hit: an overmounted process is told once, a mount left behind too', () => {
  const facts = factsOf({ processes: [processOf({ pid: 7, overmounted: true })], mounts: [mount('/proc/7'), mount('/proc/8/maps')] })
  const found = [...procOvermount.detect(facts, noIntel, new Set())]
  assert.deepEqual(
    found.map(f => [f.about[0], f.severity]),
    [
      ['process:7@1000', 'high'],
      [entity('file', '/proc/8/maps'), 'medium'],
    ],
  )
})

test('near miss: what containers mount over /proc', () => {
  const mounts = ['/proc', '/proc/kcore', '/proc/cpuinfo', '/proc/sys/fs/binfmt_misc', '/proc/bus'].map(mount)
  assert.deepEqual([...procOvermount.detect(factsOf({ processes: [processOf({ pid: 7 })], mounts }), noIntel, new Set())], [])
})
