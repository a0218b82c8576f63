import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { encryptedRow, nameRow } from '../../test/wire-rows.ts'
import type { EncryptedShape, SeenName } from '../core/facts/wire-encrypted.ts'
import { factsOf } from '../core/facts.ts'
import { encryptedMining } from './encrypted-mining.ts'

const detect = (row: EncryptedShape, names: readonly SeenName[] = []) => [
  ...encryptedMining.detect(factsOf({ encryptedShapes: [row], names: [...names] }), intelWith(), new Set()),
]
const server = { address: '203.0.113.5', port: 443 }

test('hit: shares, short answers and jobs; each sign with its weight', () => {
  const [found] = detect(encryptedRow({ server }))
  assert.deepEqual([found?.severity, found?.signal], ['high', 'mining'])
  assert.match(found?.evidence.map(({ excerpt }) => excerpt).join('\n') ?? '', /\+1\.5 100% are answered with 80 bytes/)
})

test('a listed name that led there decides a rhythm that says too little', () => {
  const faint = encryptedRow({ server }, { pushes: 1 })
  assert.deepEqual(detect(faint), [])
  assert.equal(detect(faint, [nameRow({ addresses: [server.address] })]).length, 1)
  assert.deepEqual(detect(faint, [nameRow({ addresses: ['203.0.113.6'] })]), [])
})

test('a good rhythm with a listed end is certain', () => {
  const [found] = detect(encryptedRow({ server }), [nameRow({ addresses: [server.address] })])
  assert.deepEqual([found?.severity, found?.confidence], ['critical', 0.97])
})

test('names asked for in secret weigh little', () => {
  const row = encryptedRow({ server })
  const hiding = nameRow({ how: 'tls', name: 'dns.quad9.net', addresses: [], indicator: undefined })
  assert.match(detect(row, [hiding])[0]?.why.en ?? '', /asks dns\.quad9\.net/)
  assert.deepEqual(detect(encryptedRow({ server }, { pushes: 1 }), [hiding]), [])
})

test('near miss: acknowledgements, a clock, no pushes, HTTP/2', () => {
  for (const rhythm of [
    { acknowledging: 0.9 },
    { pushesAnswered: 0.9 },
    { scatter: 0.05, pushesAlike: 0.5 },
    { pushes: 0, push: 0 },
    { few: 0.5 },
  ])
    assert.deepEqual(detect(encryptedRow({ server }, rhythm)), [])
  const tls = { ...encryptedRow().tls!, name: 'api.example', protocols: ['h2'] }
  assert.deepEqual(detect(encryptedRow({ server, tls }, { scatter: 0.3 })), [])
})
