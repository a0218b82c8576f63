import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { containerRow } from '../../test/system.ts'
import type { Container } from '../core/facts/container.ts'
import { factsOf } from '../core/facts.ts'
import { containerEscapeSetup } from './container-escape-setup.ts'

const detect = (given: Partial<Container>) => [
  ...containerEscapeSetup.detect(factsOf({ containers: [containerRow({ containerId: 'c', ...given })] }), noIntel, new Set()),
]

test('hit: chroot into the mounted root, or a bare privileged image kept alive over it', () => {
  const [steps] = detect({ image: 'alpine', hostMounts: ['/'], command: ['chroot', '/mnt', 'sh', '-c', 'echo x > /etc/cron.d/y'] })
  assert.equal(steps?.confidence, 0.65)
  const [idle] = detect({ image: 'docker.io/library/ubuntu:22.04', hostMounts: ['/'], privileged: true, restartPolicy: 'always' })
  assert.equal(idle?.severity, 'medium')
})

test('near miss: monitors that look at the host, a bare image without the root, a one-off shell', () => {
  assert.deepEqual(detect({ image: 'quay.io/prometheus/node-exporter:v1', hostMounts: ['/'], command: ['--path.rootfs=/host'] }), [])
  assert.deepEqual(detect({ image: 'gcr.io/cadvisor/cadvisor', hostMounts: ['/'], privileged: true, restartPolicy: 'always' }), [])
  assert.deepEqual(detect({ image: 'ubuntu', privileged: true, restartPolicy: 'always', hostMounts: ['/srv'] }), [])
  assert.deepEqual(detect({ image: 'ubuntu', hostMounts: ['/'], command: ['bash'] }), [])
})
