import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intelWith } from '../../test/intel-with.ts'
import { someWireRow, stratumRow } from '../../test/wire-rows.ts'
import type { Stratum } from '../core/facts/wire.ts'
import { factsOf } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import { instantOf } from '../core/instant.ts'
import type { Intel } from '../core/intel.ts'
import { stratumConversation } from './stratum-conversation.ts'

const detect = (row: Partial<Stratum>, intel: Partial<Intel> = {}): readonly Finding[] => [
  ...stratumConversation.detect(factsOf({ stratum: [stratumRow(row)] }), { ...intelWith(), ...intel }, new Set()),
]

test('hit: work handed out and shares handed in', () => {
  const [found] = detect({ jobs: 3, submitted: 2, accepted: 2, coin: 'XMR' })
  assert.deepEqual([found?.severity, found?.signal, found?.confidence], ['critical', 'mining', 0.99])
  assert.deepEqual(found?.about.slice(0, 2), ['connection:tcp/192.0.2.1:50000-198.51.100.1:3333', 'ip:192.0.2.1'])
  assert.equal(detect({ jobs: 1 })[0]?.severity, 'high')
})

test('hit: the pool is called by the name that led to it', () => {
  const name = { ...someWireRow, how: 'dns' as const, name: 'pool.example.org', addresses: ['198.51.100.1'], protocols: [] }
  const titles = [name, { ...name, addresses: ['203.0.113.1'] }].map(
    seen =>
      [...stratumConversation.detect(factsOf({ stratum: [stratumRow({ jobs: 1 })], names: [seen] }), intelWith(), new Set())][0]?.title.en,
  )
  assert.deepEqual(
    titles.map(title => /pool\.example\.org \(198\.51\.100\.1:3333\)/.test(title ?? '')),
    [true, false],
  )
})

test('hit: the coin that the job and the wallet leave open is that of the pool’s name', () => {
  const answer = { ...someWireRow, name: 'ethw.pool.example', addresses: ['198.51.100.1'] }
  const titles = [{ dialect: 'ethproxy', coin: 'ETC' }, { dialect: 'stratum' }, { coin: 'XMR' }].map(row => {
    const facts = factsOf({ stratum: [stratumRow({ jobs: 1, ...row })], answers: [answer] })
    return [...stratumConversation.detect(facts, intelWith(), new Set())][0]?.title.en ?? ''
  })
  assert.deepEqual(
    titles.map(title => /\((\w+), /.exec(title)?.[1]),
    ['ETHW', 'ETHW', 'XMR'],
  )
})

test('who logs in and is handed no work speaks with the same words, perhaps; from the middle they are a miner’s', () => {
  const severity = (login: string) => detect({ login, verbs: ['keepalived'] })[0]?.severity
  assert.deepEqual([severity('bob'), severity('')], ['low', 'high'])
})

test('hit: what it is worth is told, with its assumption', () => {
  const monero = { coin: 'XMR', date: '2025-11-01', usd: 340, reward: 0.6, blockSeconds: 120, networkHashrate: 5.5e9 }
  const [found] = detect({ jobs: 3, submitted: 9, accepted: 9, coin: 'XMR', hashrate: 10_000 }, { yields: new Map([['XMR', monero]]) })
  assert.match(found?.why.en ?? '', /about 10 kH\/s by its shares, worth about 0\.27 US dollars a day at price and network of 2025-11-01/)
})

test('hit: each way to mine with a node, a login of a miner, a greeting, a handshake', () => {
  const severities: readonly (readonly [Partial<Stratum>, string])[] = [
    [{ dialect: 'getwork', jobs: 2 }, 'high'],
    [{ dialect: 'getblocktemplate', jobs: 1, submitted: 1 }, 'critical'],
    [{ dialect: 'getblocktemplate', jobs: 3, login: 'x', wallets: ['x'] }, 'high'],
    [{ dialect: 'getblocktemplate', jobs: 2, verbs: ['getblocktemplate(longpoll)'] }, 'high'],
    [{ dialect: 'ethproxy', via: ['http node'], jobs: 4, verbs: ['eth_getWork'] }, 'high'],
    [{ dialect: 'stratum-2', verbs: ['SetupConnection'] }, 'high'],
    [{ dialect: 'stratum-2-noise', lines: ['sizes'] }, 'medium'],
    [{ login: 'a', agent: 'XMRig/6.22.0', verbs: ['login'] }, 'high'],
    [{ dialect: 'stratum', verbs: ['mining.subscribe', 'mining.authorize'] }, 'high'],
  ]
  for (const [row, severity] of severities) assert.equal(detect(row)[0]?.severity, severity, JSON.stringify(row))
})

test('near miss: a login to something; a node that is watched', () => {
  const at = instantOf(1_700_000_000_000)!
  const hours = instantOf(1_700_010_000_000)!
  for (const row of [
    { login: 'alice', lines: ['{"method":"login"}'] },
    { jobs: 3, submitted: 2, accepted: 2, isRecited: true },
    { dialect: 'getblocktemplate', jobs: 1, verbs: ['getblocktemplate'] },
    { dialect: 'getblocktemplate', jobs: 160, verbs: ['getblocktemplate'], at, last: hours },
    { dialect: 'ethproxy', via: ['http node'], jobs: 1, verbs: ['eth_getWork'] },
  ])
    assert.deepEqual(detect(row), [], JSON.stringify(row))
})

test("near miss: mining for the owner's declared wallet is context; with one more wallet it is not", () => {
  const authorised = [{ path: '/opt/miner', sha256: 'x', unit: 'miner.service', wallet: '4own', note: '' }]
  const row = { jobs: 3, submitted: 2, accepted: 2 }
  assert.deepEqual(
    [['4own'], ['4own', '4other']].map(wallets => detect({ ...row, wallets }, { authorised })[0]).map(f => [f?.severity, f?.signal]),
    [
      ['info', 'context'],
      ['critical', 'mining'],
    ],
  )
})
