import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { intelWith } from '../../test/intel-with.ts'
import { factsOf } from '../core/facts.ts'
import { minerCommandLine } from './miner-command-line.ts'

const xmr = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const detect = (argv: string[]) => [
  ...minerCommandLine.detect(factsOf({ processes: [processOf({ pid: 7, argv })] }), intelWith(), new Set()),
]

test('hit: renamed, in one padded string, and through a shell', () => {
  const [renamed] = detect(['/usr/sbin/httpd', '-o', 'stratum+tcp://192.0.2.1:80', '-u', xmr, '--donate-level', '1'])
  assert.ok(renamed !== undefined && renamed.confidence >= 0.9 && renamed.about.length === 2)
  assert.equal(detect([`python3${' '.repeat(60)}-a kawpow -o stratum+tcp://rvn.example:6060 -u R -p x`])[0]?.severity, 'high')
  assert.equal(detect(['sh', '-c', `cd /tmp && ./a -o pool.example:3333 -u ${xmr} -p x`]).length, 1)
})

test('near miss: people who look for miners, and clients with like options', () => {
  for (const argv of [
    ['grep', '-r', 'stratum+tcp', '/etc'],
    ['vim', 'pools.txt'],
    ['curl', '-o', 'x', '-u', 'a:b', 'https://h.example'],
    ['ssh', '-o', 'ProxyCommand=nc h 22', '-p', '2222', 'h'],
    ['node', '--max-old-space-size=4096', 'server.js'],
    ['java', '-cp', 'a.jar', 'Main'],
  ])
    assert.equal(detect(argv).length, 0, argv.join(' '))
})
