import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const ask = (query: string, method = 'GET'): Said => [
  0,
  `${method} /burst?requestType=${query} HTTP/1.1\r\nHost: signa.example:8000\r\nUser-Agent: Scavenger/1.8.0\r\nContent-Length: 0\r\n\r\n`,
]
const answer = (value: unknown): Said => {
  const body = JSON.stringify(value)
  return [1, `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`]
}
const info = answer({ generationSignature: '0a'.repeat(32), baseTarget: '279342', height: '9' })

test('what is mined is asked for, nonces are handed in, and answered', () => {
  const nonce = ask('submitNonce&accountId=10282355196851764065&nonce=77&blockheight=9', 'POST')
  const said = [ask('getMiningInfo'), info, nonce, answer({ result: 'success', deadline: 5 }), ask('getMiningInfo'), info]
  const [row] = rowsOfTalk(dissectors, said).stratum ?? []
  assert.deepEqual([row?.dialect, row?.coin, row?.pool, row?.agent], ['plots', 'SIGNA', 'signa.example:8000', 'Scavenger/1.8.0'])
  assert.deepEqual([row?.login, row?.submitted, row?.accepted, row?.jobs], ['10282355196851764065', 1, 1, 1])
})

test('near miss: a wallet that reads the chain', () => {
  const said = [ask('getMiningInfo'), info, ask('getAccount&account=1'), answer({ balanceNQT: '1' }), ask('getMiningInfo'), info]
  assert.deepEqual(rowsOfTalk(dissectors, said), {})
})
