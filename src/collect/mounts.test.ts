import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { mounts } from './mounts.ts'

test('both namespaces, the same mount once', () => {
  const root = '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n'
  const bind = '90 27 254:0 /tmp/ps /usr/bin/ps rw - ext4 /dev/vda rw\n'
  const host = memoryHost({ '/proc/1/mountinfo': root, '/proc/self/mountinfo': root + bind })
  assert.deepEqual(
    [...mounts.collect(host, factsOf(), new Set())],
    [
      ['mounts', { source: '/dev/vda', target: '/', type: 'ext4', options: 'rw,relatime,rw,discard', root: '/' }],
      ['mounts', { source: '/dev/vda', target: '/usr/bin/ps', type: 'ext4', options: 'rw,rw', root: '/tmp/ps' }],
    ],
  )
})

test('a refused list is a gap', () => {
  const host = memoryHost({ '/proc/self/mountinfo': { gap: 'denied' } })
  assert.ok([...mounts.collect(host, factsOf(), new Set())].every(isGap))
})
