import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { containerOfCgroup } from './container-cgroup.ts'

const id = 'a1'.repeat(32)

test('knows the runtimes', () => {
  for (const path of [
    `/docker/${id}`,
    `/system.slice/docker-${id}.scope`,
    `/system.slice/docker-${id}.scope/init`,
    `/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${id}.scope/container`,
    `/machine.slice/libpod-${id}.scope`,
    `/libpod_parent/libpod-${id}`,
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1234.slice/cri-containerd-${id}.scope`,
    `/kubepods/besteffort/pod0d1c1a2b-1111-2222-3333-444455556666/${id}`,
    `/system.slice/containerd.service/kubepods-besteffort-pod1.slice:cri-containerd:${id}`,
    `/kubepods.slice/kubepods-pod1.slice/crio-${id}.scope`,
    `/docker/${id}/docker/${'b2'.repeat(32)}`,
    `/system.slice/docker-${id}.scope/kubelet/kubepods/besteffort/pod1/${'b2'.repeat(32)}`,
  ])
    assert.equal(containerOfCgroup(path), id, path)
  assert.equal(containerOfCgroup('/lxc/web1/init.scope'), 'web1')
  assert.equal(containerOfCgroup('/lxc.payload.web1/system.slice'), 'web1')
  assert.equal(containerOfCgroup('/machine.slice/machine-de\\x2db12.scope/payload'), 'de-b12')
  assert.equal(containerOfCgroup('/machine.slice/systemd-nspawn@lab.service/payload/system.slice'), 'lab')
})

test('helpers of a runtime and ordinary services are outside', () => {
  for (const path of [
    '/',
    '/system.slice/docker.service',
    `/machine.slice/libpod-conmon-${id}.scope`,
    `/kubepods.slice/crio-conmon-${id}.scope`,
    '/lxc.monitor.web1',
    '/init.scope',
    `/system.slice/${id}`,
  ])
    assert.equal(containerOfCgroup(path), undefined, path)
})

test('any text: no throw, no long thinking', () => {
  fc.assert(fc.property(fc.string(), path => void containerOfCgroup(path)))
  assertGrowsLinearly(size => void containerOfCgroup('/docker'.repeat(size / 7)), 8192)
  assertGrowsLinearly(size => void containerOfCgroup(`/docker/${'a/'.repeat(size / 2)}`), 8192)
})
