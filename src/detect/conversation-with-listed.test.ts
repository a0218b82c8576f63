import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { listedRow } from '../../test/wire-rows.ts'
import type { ListedConversation } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import { conversationWithListed } from './conversation-with-listed.ts'

const detect = (row: Partial<ListedConversation>) => [
  ...conversationWithListed.detect(factsOf({ conversations: [listedRow(row)] }), intelWith(), new Set()),
]

test('hit: a pool by address and port', () => {
  const [found] = detect({})
  assert.deepEqual([found?.severity, found?.signal, found?.about[1]], ['high', 'mining', 'ip:192.0.2.1'])
})

test('near miss: the address at any port, or a question without an answer, is a hint only', () => {
  const anyPort = detect({ indicator: { value: '198.51.100.1', kind: 'pool', source: 'test list' } })
  assert.deepEqual([anyPort[0]?.severity, anyPort[0]?.whyNot !== undefined], ['low', true])
  assert.equal(detect({ answered: false })[0]?.severity, 'low')
})
