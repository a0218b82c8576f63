import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { containerRow } from '../../test/system.ts'
import { factsOf } from '../core/facts.ts'
import { containerMiningCommand } from './container-mining-command.ts'

const detect = (...command: readonly string[]) => [
  ...containerMiningCommand.detect(
    factsOf({ containers: [containerRow({ containerId: 'c', name: 'web', running: false, command })] }),
    noIntel,
    new Set(),
  ),
]

test('hit: a stopped container whose command names pool, coin and threads, itself or through a shell', () => {
  const options = '-o stratum+tcp://pool.example.org:3333 -u x --coin monero --cpu-max-threads-hint=75'
  for (const command of [
    ['/app/worker', ...options.split(' ')],
    ['sh', '-c', `cd /tmp; ./worker ${options}`],
  ]) {
    const [found] = detect(...command)
    assert.deepEqual([found?.about, found?.signal, found?.severity], [['container:c'], 'mining', 'high'], command.join(' '))
  }
})

test('near miss: servers, and a container that only names a host and port', () => {
  assert.deepEqual(detect('redis-server', '--port', '6379', '--requirepass', 'x'), [])
  assert.deepEqual(detect('sh', '-c', 'exec gunicorn -w 4 -b 0.0.0.0:8000 app:app'), [])
  assert.deepEqual(detect('curl', '-o', 'out.json', '-u', 'user:pass', 'https://api.example.org:443/'), [])
  assert.deepEqual(detect(), [])
})
