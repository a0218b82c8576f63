import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseOciSpec } from './oci-spec.ts'

const spec = {
  ociVersion: '1.2.0',
  process: { args: ['sleep', 'inf'], cwd: '/', capabilities: { bounding: ['CAP_CHOWN', 'CAP_SYS_ADMIN', 'CAP_SYS_MODULE'] } },
  root: { path: 'rootfs' },
  mounts: [
    { destination: '/proc', type: 'proc', source: 'proc' },
    { destination: '/etc/hosts', type: 'bind', source: '/var/lib/kubelet/pods/u/etc-hosts', options: ['rbind', 'rw'] },
    { destination: '/host', type: 'bind', source: '/', options: ['rbind'] },
  ],
  annotations: { 'io.kubernetes.cri.image-name': 'docker.io/library/busybox:1', odd: 1 },
  linux: { namespaces: [{ type: 'mount' }] },
}

test('command, privilege, host mounts, annotations', () => {
  assert.deepEqual(parseOciSpec(bytesOf(JSON.stringify(spec))), {
    command: ['sleep', 'inf'],
    privileged: true,
    hostMounts: ['/'],
    root: 'rootfs',
    annotations: new Map([['io.kubernetes.cri.image-name', 'docker.io/library/busybox:1']]),
  })
  const masked = { ...spec, linux: { maskedPaths: ['/proc/kcore'], seccomp: {} } }
  assert.equal(parseOciSpec(bytesOf(JSON.stringify(masked)))?.privileged, false)
})

test('any JSON and any bytes: never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => assert.equal(parseOciSpec(bytes), undefined)))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('process', 'root', 'mounts', 'linux', 'annotations'), fc.jsonValue()), members => {
      assert.notEqual(parseOciSpec(bytesOf(JSON.stringify({ ...members, ociVersion: '1' }))), undefined)
    }),
  )
})
