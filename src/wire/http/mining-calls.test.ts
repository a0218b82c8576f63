import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saidIn, talks, wallets } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { dissectors } from '../dissectors/index.ts'

const rowOf = (said: readonly Said[]): Stratum | undefined => rowsOfTalk(dissectors, said).stratum?.[0]

test('getwork in chunks, and with its body in a packet of its own', () => {
  const { talk } = talks['getwork']!
  const said = saidIn(talk).flatMap(([from, text]): Said[] => {
    const [head = '', body = ''] = String(text).split('\r\n\r\n')
    if (from === 0)
      return [
        [0, `${head}\r\n\r\n`],
        [0, body],
      ]
    const chunks = body.match(/.{1,50}/g)!.map(part => `${part.length.toString(16)}\r\n${part}\r\n`)
    return [[1, `${head.replace(/Content-Length.*/, 'Transfer-Encoding: chunked')}\r\n\r\n${chunks.join('')}0\r\n\r\n`]]
  })
  assert.deepEqual([rowOf(said)?.dialect, rowOf(said)?.accepted], ['getwork', 1])
})

test('many polls over one connection, other requests between', () => {
  const { talk } = talks['monero daemon']!
  const other: Said[] = [
    [0, 'GET /getheight HTTP/1.1\r\nHost: node\r\n\r\n'],
    [1, 'HTTP/1.1 200 Ok\r\nContent-Length: 14\r\n\r\n{"height":3.0}'],
  ]
  const [ask, answer] = saidIn(talk)
  const row = rowOf([ask!, answer!, ...other, ask!, answer!, ...other, ask!, answer!])
  assert.deepEqual([row?.jobs, row?.dialect, row?.wallets.length], [3, 'getblocktemplate', 1])
})

test('a block and a template that are too long to keep are still counted', () => {
  const long = 'ab'.repeat(100_000)
  const post = (body: string): Said => [0, `POST / HTTP/1.1\r\nHost: node\r\nContent-Length: ${body.length}\r\n\r\n${body}`]
  const reply = (body: string): Said => [1, `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`]
  const row = rowOf([
    post('{"id":1,"method":"getblocktemplate","params":[{"rules":["segwit"]}]}'),
    reply(`{"result":{"previousblockhash":"${'0'.repeat(64)}","transactions":["${long}"],"coinbasevalue":1}}`),
    post(`{"id":2,"method":"submitblock","params":["${long}"]}`),
    reply('{"id":2,"result":null,"error":null}'),
  ])
  assert.deepEqual([row?.jobs, row?.submitted], [1, 1])
})

test('the head of the request tells the program, the login and the worker that the call does not', () => {
  const body = '{"id":1,"method":"getwork","params":[]}'
  const head = `Host: node\r\nUser-Agent: cpuminer 2.5.0\r\nAuthorization: Basic ${btoa('user.rig:pw')}\r\nContent-Length: ${body.length}`
  const row = rowOf([[0, `POST / HTTP/1.1\r\n${head}\r\n\r\n${body}`]])
  assert.deepEqual([row?.agent, row?.login, row?.worker], ['cpuminer 2.5.0', 'user.rig', 'rig'])
  const call = '{"id":1,"method":"aqua_getWork","params":null}'
  const other = rowOf([[0, `POST /${wallets.ETH}/rig7 HTTP/1.1\r\nHost: pool\r\nContent-Length: ${call.length}\r\n\r\n${call}`]])
  assert.deepEqual([other?.wallets, other?.worker], [[wallets.ETH], 'rig7'])
})

test('near miss: other JSON-RPC, other posts', () => {
  for (const body of ['{"method":"getblockcount","params":[]}', '{"login":"alice"}', 'method=getwork', '{"text":"getwork"}'])
    assert.deepEqual(
      rowsOfTalk(dissectors, [[0, `POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`]]),
      {},
    )
})
