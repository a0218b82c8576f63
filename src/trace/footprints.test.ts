import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryHost } from '../host/memory.ts'
import { footprintsOf } from './footprints.ts'

test('what is installed and how it stands open is read off a disk', () => {
  const { services, settings } = footprintsOf(
    memoryHost({
      '/usr/sbin/sshd': '',
      '/etc/redis/redis.conf': '# bind 127.0.0.1\nbind 0.0.0.0 -::1\nprotected-mode no\n',
      '/etc/postgresql/15/main/postgresql.conf': "listen_addresses = '*'\t# all\n",
      '/etc/postgresql/15/main/pg_hba.conf': '# host all all 0.0.0.0/0 trust\nhost  all  all  0.0.0.0/0  trust\nlocal all all peer\n',
      '/etc/docker/daemon.json': '{"hosts": ["unix:///var/run/docker.sock", "tcp://0.0.0.0:2375"]}',
      '/var/lib/kubelet/config.yaml': 'authentication:\n  anonymous:\n    enabled: true\n',
    }),
  )
  const listens = Object.fromEntries(services.map(s => [s.name, s.listens]))
  assert.deepEqual(listens['redis-server'], ['0.0.0.0:6379', '::1:6379'])
  assert.deepEqual(listens['postgres'], ['0.0.0.0:5432'])
  assert.deepEqual(listens['dockerd'], ['0.0.0.0:2375'])
  assert.deepEqual(settings, [
    'redis.requirepass=',
    'redis.protected-mode=no',
    'postgresql.hba=host all all 0.0.0.0/0 trust',
    'kubelet.anonymous=true',
    'docker.tcp=tcp://0.0.0.0:2375',
  ])
})

test('near miss: what is commented out or closed opens nothing', () => {
  const { services, settings } = footprintsOf(
    memoryHost({ '/etc/redis/redis.conf': 'bind 127.0.0.1\nrequirepass x\n', '/etc/docker/daemon.json': '{}' }),
  )
  assert.deepEqual(
    services.map(s => [s.name, ...s.listens]),
    [['redis-server', '127.0.0.1:6379'], ['dockerd']],
  )
  assert.deepEqual(settings, ['redis.requirepass=set', 'redis.protected-mode=yes'])
})
