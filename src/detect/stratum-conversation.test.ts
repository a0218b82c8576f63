import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { stratumRow } from '../../test/wire-rows.ts'
import type { Stratum } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { stratumConversation } from './stratum-conversation.ts'

const detect = (row: Partial<Stratum>) => [...stratumConversation.detect(factsOf({ stratum: [stratumRow(row)] }), intelWith(), new Set())]

test('hit: work handed out and shares handed in', () => {
  const [found] = detect({ jobs: 3, submitted: 2, accepted: 2, coin: 'XMR' })
  assert.deepEqual([found?.severity, found?.signal, found?.confidence], ['critical', 'mining', 0.99])
  assert.deepEqual(found?.about.slice(0, 2), ['connection:tcp/192.0.2.1:50000-198.51.100.1:3333', 'ip:192.0.2.1'])
  assert.equal(detect({ jobs: 1 })[0]?.severity, 'high')
})

test('near miss: a login to something, without a wallet and without work', () => {
  assert.deepEqual(detect({ login: 'alice', lines: ['{"method":"login"}'] }), [])
})
