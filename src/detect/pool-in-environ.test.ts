import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { poolInEnviron } from './pool-in-environ.ts'

const xmr = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const detect = (...environ: string[]) => [
  ...poolInEnviron.detect(factsOf({ processes: [7, 8].map(pid => processOf({ pid, environ })) }), intelWith(), new Set()),
]

test('hit: one finding for all who inherit the line', () => {
  assert.equal(detect('URL=stratum+tcp://a.example:1')[0]?.about.length, 2)
  assert.equal(detect('POOL=eu.pool.example:443')[0]?.severity, 'high')
  assert.equal(detect(`WALLET=${xmr}`)[0]?.severity, 'medium')
})

test('near miss: databases, donations, paths', () => {
  assert.deepEqual(detect('DB_POOL=5', 'DATABASE_URL=postgres://u@db.example:5432/x', 'PWD=/src/stratum+tcp://a.b:1', 'PATH=/bin'), [])
  assert.equal(detect(`DONATE_TO=${xmr}`)[0]?.severity, 'low')
})
