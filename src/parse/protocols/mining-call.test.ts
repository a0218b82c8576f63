import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callsForWork } from './mining-call.ts'

test('calls of miners, escaped or not', () => {
  for (const body of [
    '{"method":"getwork"}',
    '{"id":1, "method" : "eth_getWork"}',
    '{"id":1,"method":"aqua_submitWork"}',
    '{"\\u006dethod":"getbl\\u006fcktemplate"}',
    '{"method":"get_block_template"}',
  ])
    assert.ok(callsForWork(body), body)
})

test('near miss: other calls, and words elsewhere', () => {
  for (const body of ['{"method":"getblockcount"}', '{"text":"getwork"}', '{"method":"eth_getLogs"}', ''])
    assert.ok(!callsForWork(body), body)
})
