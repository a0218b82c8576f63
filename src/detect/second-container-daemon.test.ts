import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { secondContainerDaemon } from './second-container-daemon.ts'

const detect = (path: string, argv: string[] = [path], given: Partial<Process> = {}) => {
  const name = path.slice(path.lastIndexOf('/') + 1).slice(0, 15)
  const processes = [processOf({ pid: 9, name, argv, exe: { path, deleted: false, memfd: false }, ...given })]
  return [...secondContainerDaemon.detect(factsOf({ processes }), noIntel, new Set())]
}

test('hit: a program or its data in an odd place; one in a merely unusual place is a hint', () => {
  assert.equal(detect('/usr/bin/wbin/containerd')[0]?.severity, 'high')
  assert.equal(detect('/tmp/.x/dockerd')[0]?.severity, 'high')
  assert.equal(detect('/usr/bin/containerd', ['containerd', '--root', '/var/tmp/.c'])[0]?.severity, 'high')
  assert.equal(detect('/data/docker/bin/dockerd')[0]?.severity, 'low')
})

test('near miss: packaged, K3s, rootless, snap, in a container, and programs of other names', () => {
  assert.deepEqual(detect('/usr/bin/containerd', ['/usr/bin/containerd', '--address', '/run/containerd/containerd.sock']), [])
  assert.deepEqual(
    detect('/var/lib/rancher/k3s/data/current/bin/containerd', [
      'containerd',
      '-c',
      '/var/lib/rancher/k3s/agent/etc/containerd/config.toml',
    ]),
    [],
  )
  assert.deepEqual(detect('/home/ann/bin/dockerd', ['dockerd', '--data-root', '/data/docker']), [])
  assert.deepEqual(
    detect('/snap/docker/2/bin/dockerd', ['dockerd', '--exec-root=/run/snap.docker', '--data-root=/var/snap/docker/common/var-lib-docker']),
    [],
  )
  assert.deepEqual(
    detect('/usr/bin/dockerd', ['dockerd', '--exec-root=/run/user/1000/docker', '--data-root=/home/ann/.local/share/docker']),
    [],
  )
  assert.deepEqual(detect('/tmp/.x/dockerd', ['dockerd'], { container: entity('container', 'c') }), [])
  assert.deepEqual(detect('/tmp/nginx'), [])
})
