import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { mountOf } from '../../test/system.ts'
import type { Mount } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { oddMount } from './odd-mount.ts'

const detect = (...mounts: Mount[]) => [...oddMount.detect(factsOf({ mounts }), noIntel, new Set())]

test('hit: over ps, over ld.so.preload, a temporary place over the cron directory', () => {
  const found = detect(
    mountOf({ target: '/usr/bin/ps', root: '/tmp/ps' }),
    mountOf({ target: '/etc/ld.so.preload', root: '/opt/empty' }),
    mountOf({ target: '/etc/cron.d', root: '/dev/shm/x' }),
  )
  assert.deepEqual(
    found.map(f => [f.severity, f.confidence]),
    [
      ['high', 0.9],
      ['high', 0.7],
      ['medium', 0.6],
    ],
  )
})

test('near miss: ordinary file systems, a tool mounted into a container, a disk for the spool', () => {
  assert.deepEqual(
    detect(
      mountOf({ target: '/' }),
      mountOf({ target: '/var/spool/cron' }),
      mountOf({ target: '/usr/bin/docker', root: '/usr/bin/docker' }),
    ),
    [],
  )
  assert.deepEqual(detect(mountOf({ target: '/', type: 'overlay' }), mountOf({ target: '/etc/cron.d/job', root: '/tmp/job' })), [])
})
