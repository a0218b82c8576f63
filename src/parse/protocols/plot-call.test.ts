import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPlotCall, plotAnswer, plotCall } from './plot-call.ts'

test('a nonce is handed in by the address of the request', () => {
  const target = '/burst?requestType=submitNonce&accountId=10282355196851764065&nonce=77&blockheight=9&deadline=5'
  assert.ok(isPlotCall(target))
  assert.deepEqual([plotCall(target)?.isShare, plotCall(target)?.who?.login], [true, '10282355196851764065'])
  assert.equal(plotAnswer({ result: 'success', deadline: 5 })?.answer, 'yes')
  assert.equal(plotAnswer({ errorCode: 1, errorDescription: 'late' })?.answer, 'no')
})

test('near miss: what wallets ask of the same node', () => {
  assert.equal(plotCall('/burst?requestType=getMiningInfo')?.isSure, false)
  assert.equal(plotCall('/burst?requestType=submitNonce&accountId=1')?.isSure, false)
  for (const target of ['/burst?requestType=getAccount&account=1', '/burst', '/?q=requestType=submitNonceX'])
    assert.ok(!isPlotCall(target), target)
})

test('no text and no value makes it throw', () => {
  fc.assert(fc.property(fc.string(), text => void plotCall(text)))
  fc.assert(fc.property(fc.anything(), value => void plotAnswer(value)))
})
