import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { poolInArguments } from './pool-in-arguments.ts'

const detect = (argv: string[]) => [
  ...poolInArguments.detect(factsOf({ processes: [processOf({ pid: 7, argv })] }), intelWith(), new Set()),
]

test('hit: a listed pool, however it is written, and a mining scheme to an unlisted host', () => {
  assert.equal(detect(['./a', '-o', 'eu.pool.example:443'])[0]?.severity, 'high')
  assert.equal(detect(['./a', '--url=eu.pool.example:443']).length, 1)
  assert.equal(detect(['./a', '-oeu.pool.example:443']).length, 1)
  assert.equal(detect(['./a', '198.51.100.1:3333']).length, 1)
  assert.equal(detect(['./a', 'stratum+ssl://unknown.example:1'])[0]?.confidence, 0.75)
})

test("near miss: a pool's web page is weak, tools that look at pools say nothing", () => {
  assert.equal(detect(['curl', 'https://pool.example/stats'])[0]?.severity, 'low')
  assert.equal(detect(['dig', 'pool.example:53']).length, 0)
  assert.equal(detect(['grep', '-r', 'stratum+tcp://pool.example:1', '/etc']).length, 0)
  assert.equal(detect(['psql', '-h', 'db.example:5432']).length, 0)
  assert.equal(detect(['./a', '198.51.100.1:22']).length, 0)
})
