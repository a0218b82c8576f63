import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
import { testKind } from '../../test/kinds.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { kernelHelper } from './kernel-helper.ts'

testKind(kernelHelper, {
  tree: { '/etc/sysctl.conf': 'kernel.modprobe=/tmp/x\nkernel.modprobe=/sbin/modprobe\n' },
  lists: ['/etc/sysctl.conf:1 /tmp/x'],
})

test('live values: odd ones are listed and replaced, ordinary ones are not', () => {
  const tree = {
    '/proc/sys/kernel/modprobe': '/tmp/x\n',
    '/proc/sys/kernel/poweroff_cmd': '/sbin/poweroff\n',
    '/sys/kernel/uevent_helper': '\n',
    '/sys/fs/cgroup/rdma/release_agent': '/usr/lib/.x\n',
  }
  const entries = autostartsOf(kernelHelper, tree)
  assert.deepEqual(
    entries.map(e => e.command),
    ['/tmp/x', '/usr/lib/.x'],
  )
  assert.deepEqual(
    entries.map(e => textOf(kernelHelper.disarm(e, bytesOf(tree[e.path as keyof typeof tree])) ?? new Uint8Array())),
    ['/sbin/modprobe\n', '\n'],
  )
})
