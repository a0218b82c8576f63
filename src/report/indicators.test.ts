import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incident, wallet } from '../../test/report-case.ts'
import { indicatorsOf } from './indicators.ts'

test('names, addresses, URLs, wallets, digests and paths that findings accuse', () => {
  const found = indicatorsOf(incident).map(({ kind, value }) => `${kind} ${value}`)
  assert.deepEqual(found, [
    'domain pool.example.com',
    'ip 203.0.113.9',
    'url http://203.0.113.9/x.sh',
    `wallet ${wallet}`,
    'sha256 b46b104489f1939a8c93199ded712daed798f47e3763826fcc2d59409fb0f0f7',
    'path /tmp/kdevtmpfsi',
  ])
})

test('context, private addresses and what has an innocent explanation are none', () => {
  const [first, second] = incident.findings
  assert.ok(!indicatorsOf(incident).some(i => i.value === '10.0.0.5'))
  const innocent = { ...first, whyNot: { zh: '无', en: 'none' } }
  assert.deepEqual(indicatorsOf({ ...incident, findings: [innocent, second!] }), [])
})
