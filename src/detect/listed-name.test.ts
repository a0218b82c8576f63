import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { nameRow } from '../../test/wire-rows.ts'
import type { SeenName } from '../core/facts/wire-encrypted.ts'
import { factsOf } from '../core/facts.ts'
import { listedName } from './listed-name.ts'

const detect = (...names: readonly SeenName[]) => [...listedName.detect(factsOf({ names: [...names] }), intelWith(), new Set())]

test('hit: a pool asked of the DNS, told once, and a server name over TLS', () => {
  const found = detect(nameRow(), nameRow({ frame: 'test.pcap#2' }), nameRow({ how: 'tls' }))
  assert.deepEqual(
    found.map(({ severity, confidence }) => [severity, confidence]),
    [
      ['medium', 0.45],
      ['medium', 0.6],
    ],
  )
  assert.match(found[0]?.evidence[0].excerpt ?? '', /DNS eu\.pool\.example = 198\.51\.100\.1/)
})

test('near miss: the web site in a browser, a resolver asking for others, a name that is only called like a pool', () => {
  assert.equal(detect(nameRow({ how: 'tls', protocols: ['h2', 'http/1.1'] }))[0]?.severity, 'low')
  const site = [nameRow(), nameRow({ how: 'tls', protocols: ['h2'] })]
  assert.deepEqual(
    detect(...site).map(({ severity }) => severity),
    ['low', 'low'],
  )
  assert.equal(detect(nameRow({ name: 'api2.pool.example' }))[0]?.severity, 'low')
  const malware = { value: 'evil.example', kind: 'malware', source: 'test list' } as const
  assert.equal(detect(nameRow({ name: 'api.evil.example', indicator: malware }))[0]?.severity, 'medium')
  assert.equal(detect(nameRow({ client: { address: '192.0.2.53', port: 53 } }))[0]?.severity, 'low')
  assert.deepEqual(detect(nameRow({ indicator: undefined })), [])
})
