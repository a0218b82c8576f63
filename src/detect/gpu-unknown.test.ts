import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { gpuUnknown } from './gpu-unknown.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })

test('hit for a program in /tmp, near miss for an environment of the owner and for a packaged one', () => {
  const detect = (path: string) =>
    [
      ...gpuUnknown.detect(
        factsOf({ processes: [processOf({ pid: 7, exe: exe(path) })], gpu: [{ device: '/dev/nvidia0', process: 'process:7@1000' }] }),
        noIntel,
        new Set(),
      ),
    ].map(f => f.severity)
  assert.deepEqual(detect('/tmp/sshd-update'), ['medium'])
  for (const path of ['/home/a/venv/bin/python3', '/usr/lib/xorg/Xorg', '/tmp/.mount_Blende1/blender'])
    assert.deepEqual(detect(path), [], path)
})
