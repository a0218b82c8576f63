import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { ldPreloadEnviron } from './ld-preload-environ.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })
const facts = (given: Partial<Process>) => factsOf({ processes: [processOf({ pid: 7, exe: exe('/usr/bin/bash'), ...given })] })
const severities = (found: Iterable<{ severity: string }>) => [...found].map(f => f.severity)

test('hit for a library in a hidden temporary place, near miss for those of tools', () => {
  const detect = (variable: string) => severities(ldPreloadEnviron.detect(facts({ environ: ['A=1', variable] }), noIntel, new Set()))
  assert.deepEqual(detect('LD_PRELOAD=/usr/lib/libjemalloc.so:/dev/shm/libfsnldev.so'), ['medium'])
  assert.deepEqual(detect('LD_AUDIT=/tmp/.x/a.so'), ['medium'])
  for (const value of ['libfakeroot-sysv.so', '/usr/lib/x86_64-linux-gnu/libjemalloc.so.2', '/tmp/.mount_abc1/usr/lib/x.so', ''])
    assert.deepEqual(detect(`LD_PRELOAD=${value}`), [], value)
  assert.deepEqual(detect('MY_LD_PRELOAD=/tmp/x.so'), [])
})
