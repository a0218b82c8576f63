import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseDockerContainer } from './docker-container.ts'

const id = 'f'.repeat(64)

test('what dockerd keeps', () => {
  const config = {
    StreamConfig: {},
    State: { Running: true, Paused: false, Pid: 4242 },
    ID: id,
    Path: '/entry.sh',
    Args: ['-o', 'pool.example:3333'],
    Config: { Hostname: 'f', Image: 'kannix/monero-miner', Cmd: null },
    Name: '/angry_bell',
    Driver: 'overlay2',
    MountPoints: {
      '/mnt': { Source: '/', Destination: '/mnt', Type: 'bind' },
      '/v': { Source: '/var/lib/docker/volumes/v/_data', Destination: '/v', Type: 'volume' },
    },
  }
  const host = { Binds: ['/:/mnt:rw', 'v:/v'], Privileged: true, RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } }
  assert.deepEqual(parseDockerContainer(bytesOf(JSON.stringify(config)), bytesOf(JSON.stringify(host))), {
    id,
    name: 'angry_bell',
    image: 'kannix/monero-miner',
    running: true,
    command: ['/entry.sh', '-o', 'pool.example:3333'],
    privileged: true,
    hostMounts: ['/'],
    restartPolicy: 'always',
  })
})

test('any JSON and any bytes: never throws', () => {
  fc.assert(fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => assert.equal(parseDockerContainer(a, b), undefined)))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('State', 'Name', 'Args', 'MountPoints', 'Config'), fc.jsonValue()), fc.json(), (a, b) => {
      assert.equal(parseDockerContainer(bytesOf(JSON.stringify({ ...a, ID: id })), bytesOf(b))?.id, id)
    }),
  )
})
