import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { stratum } from './stratum.ts'

const wallet = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const login = `{"id":1,"jsonrpc":"2.0","method":"login","params":{"login":"${wallet}","pass":"x","agent":"XMRig/6.22.0","algo":["rx/0"]}}\n`
const job = `{"blob":"${'0e'.repeat(76)}","job_id":"7","target":"dc460300","algo":"rx/0"}`
const welcome = `{"id":1,"jsonrpc":"2.0","error":null,"result":{"id":"x","job":${job},"status":"OK"}}\n`
const submit = `{"id":2,"jsonrpc":"2.0","method":"submit","params":{"id":"x","job_id":"7","nonce":"98024001","result":"${'c9'.repeat(32)}"}}\n`
const ok = '{"id":2,"jsonrpc":"2.0","error":null,"result":{"status":"OK"}}\n'

const whole: readonly Said[] = [
  [0, login],
  [1, welcome],
  [0, submit],
  [1, ok],
]

test('a login, a job, a share, its acceptance', () => {
  const { stratum: [row] = [] } = rowsOfTalk([stratum], whole)
  assert.deepEqual([row?.coin, row?.wallets, row?.agent, row?.algorithms], ['XMR', [wallet], 'XMRig/6.22.0', ['rx/0']])
  assert.deepEqual([row?.jobs, row?.submitted, row?.accepted, row?.difficulty], [1, 1, 1, 20_000])
  assert.deepEqual([row?.frame, row?.lines.length], ['test.pcap#1', 4])
})

test('one byte at a time, CRLF, a batch, seen from the middle and the wrong way round', () => {
  const bytewise = whole.flatMap(([from, text]) => [...String(text).replace('\n', '\r\n')].map(c => [from, c] as const))
  assert.equal(rowsOfTalk([stratum], bytewise).stratum?.[0]?.submitted, 1)
  const middle: readonly Said[] = [
    [0, ok.slice(20)],
    [1, submit],
    [0, ok],
    [0, `{"method":"job","params":${job}}\n`],
  ]
  const [row] = rowsOfTalk([stratum], middle, { midstream: true }).stratum ?? []
  assert.deepEqual([row?.submitted, row?.accepted, row?.jobs, row?.client.address], [1, 1, 1, '198.51.100.1'])
})

test('a lost piece costs the line it is in and no more', () => {
  const rows = rowsOfTalk(
    [stratum],
    [
      [0, login],
      [1, welcome.slice(0, 50)],
      [1, 200],
      [1, 'x"}}\n'],
      [0, submit],
      [1, ok],
    ],
  )
  assert.deepEqual([rows.stratum?.[0]?.jobs, rows.stratum?.[0]?.submitted, rows.stratum?.[0]?.accepted], [0, 1, 1])
})

test('the worker: behind the wallet, or in the password', () => {
  const of = (login: string, password: string) =>
    rowsOfTalk([stratum], [[0, `{"id":1,"method":"mining.authorize","params":["${login}","${password}"]}\n`]]).stratum?.[0]?.worker
  assert.deepEqual([of(`${wallet}.rig`, 'x'), of(wallet, 'c=BTC,ID=rig2'), of(wallet, 'd=1000')], ['rig', 'rig2', ''])
})

test('near miss: other JSON-RPC stays silent', () => {
  const other: readonly Said[] = [
    [0, '{"jsonrpc":"2.0","id":1,"method":"login","params":["user","password"]}\n'],
    [1, '{"jsonrpc":"2.0","id":1,"result":{"status":"OK"}}\n'],
    [0, '{"jsonrpc":"2.0","id":2,"method":"submit","params":{"form":1}}\n'],
  ]
  assert.deepEqual(rowsOfTalk([stratum], other), {})
})
