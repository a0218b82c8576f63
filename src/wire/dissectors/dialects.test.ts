import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { bytesIn, isCarried, saidIn, talks, wallets } from '../../../test/mining-talks.ts'
import { rowsOfTalk, type Said, type Setting } from '../../../test/wire.ts'
import type { Stratum } from '../../core/facts/wire.ts'
import { dissectors } from './index.ts'

const rowOf = (said: readonly Said[], setting: Setting = {}): Stratum | undefined => rowsOfTalk(dissectors, said, setting).stratum?.[0]
const whole = saidIn(talks['cryptonote']!.talk)
const talk = Object.values(talks).flatMap(({ talk }) => talk.map(([, text]) => text.slice(0, 700)))

describe('every dialect is read', () => {
  for (const [name, { talk, is }] of Object.entries(talks)) {
    const check = (said: readonly Said[], setting: Setting = {}): void => {
      const row = rowOf(said, setting)
      const got = { dialect: row?.dialect, coin: row?.coin, wallet: row?.wallets[0], pool: row?.pool, accepted: row?.accepted }
      assert.deepEqual({ ...got, ...is }, got)
    }
    test(name, () => check(saidIn(talk)))
    test(`${name}, one byte at a time`, () => check(saidIn(talk).flatMap(([from, text]) => [...String(text)].map(c => [from, c] as const))))
    if (!talk[0]![1].startsWith('POST')) {
      test(`${name}, without any line end`, () => check(saidIn(talk).map(([from, text]) => [from, String(text).trim()])))
      test(`${name}, seen the wrong way round`, () =>
        check(
          saidIn(talk).map(([from, text]) => [from === 0 ? 1 : 0, text]),
          { midstream: true },
        ))
    }
  }
})

/** The same value with its keys in another order, blanks everywhere, and letters of the keys escaped. */
function disguised(text: string): string {
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([k, v]) => [k, turned(v)]),
          )
        : value
  return `${JSON.stringify(turned({ junk: { a: [1, { method: 'x' }] }, ...JSON.parse(text) }), null, 2).replaceAll('"m', '"\\u006d')}\r\n`
}

describe('evasions change nothing', () => {
  for (const [name, { talk, is }] of Object.entries(talks)) {
    if (talk[0]![1].startsWith('POST')) continue
    test(`${name} with other key order, blanks, lines, escapes and junk`, () => {
      const row = rowOf(saidIn(talk).map(([from, text]) => [from, disguised(String(text))]))
      assert.deepEqual([row?.dialect, row?.accepted], [is.dialect, is.accepted ?? 0])
    })
  }
  test('a key twice, the true one first or last', () => {
    for (const method of ['"method":"mining.subscribe","method":"eth_chainId"', '"method":"eth_chainId","method":"mining.subscribe"'])
      assert.equal(rowOf([[0, `{"id":1,${method},"params":["x"]}\n`]])?.dialect, 'stratum')
  })
  test('EthereumStratum/2 that goes on in gzip', () => {
    const { talk, is } = talks['ethereumstratum-2']!
    const said = saidIn(talk)
    const row = rowOf([...said.slice(0, 2), ...said.slice(2).map(([from, text]): Said => [from, gzipSync(bytesIn(String(text)))])])
    assert.deepEqual([row?.dialect, row?.accepted, row?.jobs, row?.wallets], [is.dialect, 1, 1, [wallets.ETH]])
  })
  test('a byte order mark, strangers’ words, or an exchange of HTTP first', () => {
    const overture: readonly Said[] = [
      [0, 'GET / HTTP/1.1\r\nHost: www.example.org\r\n\r\n'],
      [1, 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ]
    isCarried(rowOf([[0, `\xef\xbb\xbf${whole[0]![1]}`], ...whole.slice(1)]))
    isCarried(rowOf([[0, 'GREETINGS\n'], [1, 'WELCOME\n'], ...whole]))
    isCarried(rowOf([...overture, ...whole]))
    isCarried(rowOf([[0, `\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c${'a'.repeat(12)}${whole[0]![1]}`], ...whole.slice(1)]))
    isCarried(rowOf([[0, `PROXY TCP4 192.0.2.1 198.51.100.1 50000 3333\r\n${whole[0]![1]}`], ...whole.slice(1)]))
    isCarried(rowOf([[0, 'SSH-2.0-OpenSSH_9.6\r\n'], [1, 'SSH-2.0-OpenSSH_9.6\r\n'], ...whole]))
    isCarried(rowOf([[1, '220 mail ESMTP\r\n'], [0, 'EHLO x\r\n'], [1, '250 OK\r\n'], ...whole], { serverPort: 25 }))
  })
  test('batches', () => {
    const batch = whole.filter(([from]) => from === 0).map(([, text]) => String(text).trim())
    const row = rowOf([[0, `[${batch.join(' , ')}]`]])
    assert.deepEqual([row?.submitted, row?.wallets], [1, [wallets.XMR]])
  })
})

describe('one side, or a part, is enough', () => {
  const sides = { miner: whole.filter(([from]) => from === 0), pool: whole.filter(([from]) => from === 1) }
  test('only the miner', () => assert.deepEqual([rowOf(sides.miner)?.submitted, rowOf(sides.miner)?.wallets], [1, [wallets.XMR]]))
  test('only the pool', () => assert.deepEqual([rowOf(sides.pool)?.jobs, rowOf(sides.pool)?.accepted], [2, 1]))
  test('only shares', () => assert.equal(rowOf([whole[2]!])?.submitted, 1))
  test('only pushed jobs', () => assert.equal(rowOf([whole[4]!], { midstream: true })?.client.address, '192.0.2.1'))
  test('only the answers to many shares, then a job', () => {
    const answers = Array.from({ length: 40 }, (_, i): Said => [1, `{"id":${i},"result":true,"error":null}\n`])
    assert.equal(rowOf([...answers, whole[4]!], { midstream: true })?.jobs, 1)
  })
  test('from the middle of a line, with bytes lost', () => {
    const row = rowOf([[0, String(whole[0]![1]).slice(40)], [1, 300], ...whole.slice(2)], { midstream: true })
    assert.deepEqual([row?.submitted, row?.accepted, row?.jobs], [1, 1, 1])
  })
})

describe('many miners, much time', () => {
  const login = (i: number, name: string): Said => [
    0,
    JSON.stringify({ id: i, method: 'login', params: { login: name, pass: `c=LTC,id=${i}`, agent: 'xmrig-proxy/6.26.0' } }),
  ]
  test('the logins behind a proxy are counted, and all their wallets told', () => {
    const row = rowOf([login(1, wallets.XMR), login(2, `${wallets.XMR}.b`), login(3, 'account.c'), login(4, wallets.BTC)])
    assert.deepEqual([row?.miners, row?.wallets], [4, [wallets.XMR, wallets.BTC]])
  })
  test('a rate is told of enough shares in enough time', () => {
    const pairs = (count: number): Said[] =>
      Array.from({ length: count }, (_, i): Said[] => [
        [0, JSON.stringify({ id: 10 + i, method: 'submit', params: { id: 'x', job_id: '7', nonce: '98024001', result: 'c'.repeat(64) } })],
        [1, JSON.stringify({ id: 10 + i, result: { status: 'OK' } })],
      ]).flat()
    const first = whole.slice(0, 2)
    assert.equal(rowOf([...first, ...pairs(20)])?.hashrate, undefined)
    // 40 shares of 10,000 hashes; each thing said takes a second, and the first of 82 is where the clock starts.
    assert.equal(Math.round(rowOf([...first, ...pairs(40)])?.hashrate ?? 0), Math.round(400_000 / 81))
  })
  test('a refused share is no earning', () => {
    const row = rowOf([...whole.slice(0, 3), [1, '{"id":2,"result":null,"error":{"code":-1,"message":"Low difficulty share"}}']])
    assert.deepEqual([row?.submitted, row?.accepted, row?.rejected], [1, 0, 1])
  })
})

test('no bytes of strangers make any of them throw', () => {
  const beginnings = [
    '',
    '{"',
    '[{"method":"',
    '\x05\x01\0',
    '\x04\x01\x0d\x05',
    'CONNECT a:1 HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n',
  ]
  const answers = [
    '',
    'HTTP/1.1 200 x\r\n\r\n',
    'HTTP/1.1 101 x\r\n\r\n',
    '\x05\0\x05\0\0\x01\0\0\0\0\0\0',
    '\x01\x21\x01\x01\x01\x01\x01\x01',
  ]
  const piece = fc.tuple(
    fc.constantFrom<0 | 1>(0, 1),
    fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...talk), fc.integer({ min: 1, max: 99 })),
  )
  fc.assert(
    fc.property(fc.constantFrom(...beginnings), fc.constantFrom(...answers), fc.array(piece, { maxLength: 12 }), (a, b, said) => {
      rowsOfTalk(dissectors, [[0, a], [1, b], ...said])
    }),
  )
})

test('one side alone that puts other words between its texts quotes them; in a talk of two nothing hides it', () => {
  const ours = whole.filter(([from]) => from === 0).map(([, text]) => String(text))
  const rule = 'alert tcp any any (msg: found; sid: 7)\n'
  assert.equal(rowOf([[0, ours.join(rule)]])?.isRecited, true)
  assert.equal(rowOf([[0, ours.join('')]])?.isRecited, false)
  assert.equal(rowOf(whole.map(([from, text]) => [from, `${text}${rule}`]))?.isRecited, false)
})

test('a talk that one side shows whole is recited; one side of a talk is none', () => {
  const shown = whole.map(([, text]): Said => [1, text])
  assert.deepEqual(
    [shown, whole, whole.filter(([from]) => from === 1)].map(said => rowOf(said)?.isRecited),
    [true, false, false],
  )
})

test('the wallet in the path of a URL', () => {
  const path = `/${wallets.ETH}/rig`
  const post = String(saidIn(talks['eth_getWork over HTTP']!.talk)[0]![1])
  const row = rowOf([[0, post.replace('POST /', `POST ${path}`)]])
  assert.deepEqual([row?.wallets, row?.pool], [[wallets.ETH], 'node.example.org:18081'])
})

describe('look-alikes stay silent', () => {
  const alikes: Readonly<Record<string, readonly Said[]>> = {
    'JSON-RPC with a login': [
      [0, '{"jsonrpc":"2.0","id":1,"method":"login","params":{"login":"alice","pass":"secret","agent":"Mozilla/5.0"}}\n'],
      [1, '{"jsonrpc":"2.0","id":1,"result":{"status":"OK","id":"session"}}\n'],
      [0, '{"jsonrpc":"2.0","id":2,"method":"submit","params":{"id":"form","nonce":"12","result":"yes"}}\n'],
      [1, '{"jsonrpc":"2.0","id":2,"result":true}\n'],
    ],
    Electrum: [
      [
        0,
        '{"id":0,"method":"server.version","params":["electrum/4.5","1.4"]}\n{"id":1,"method":"blockchain.headers.subscribe","params":[]}\n',
      ],
      [1, `{"id":1,"result":{"hex":"${'00'.repeat(80)}","height":800000}}\n{"id":2,"result":["0x1","0x2","0x3"]}\n`],
      [
        0,
        '{"id":2,"method":"blockchain.scripthash.subscribe","params":["8b01df4e368ea28f8dc0423bcf7a4923e3a12d307c875e47a0cfbf90b5c39161"]}\n',
      ],
    ],
    'a wallet that signs in': [
      [0, `{"method":"login","params":{"login":"${wallets.ETH}"}}\n`],
      [1, '{"id":1,"result":{"status":"OK"}}\n'],
    ],
    'three transactions of a node': [
      [0, '{"jsonrpc":"2.0","id":9,"method":"eth_getFilterChanges","params":["0x1"]}\n'],
      [1, `{"jsonrpc":"2.0","id":9,"result":["0x${'a'.repeat(64)}","0x${'b'.repeat(64)}","0x${'c'.repeat(64)}"]}\n`],
    ],
    'a language server': [
      [0, 'Content-Length: 60\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}'],
      [1, 'Content-Length: 40\r\n\r\n{"jsonrpc":"2.0","id":1,"result":{"a":1}}'],
    ],
    'chat that quotes a miner': [
      [0, `{"type":"message","room":"ops","text":"saw {\\"method\\":\\"mining.subscribe\\"} and ${wallets.XMR}"}\n`],
      [1, '{"type":"message","params":{"text":"mining.notify"}}\n'],
    ],
    'jobs of a build server': [
      [1, '{"method":"job","params":{"job_id":"12","target":"all","blob":"main.c"}}\n'],
      [0, '{"method":"submit","params":{"job_id":"12","result":"ok"}}\n'],
    ],
    'a page that shows stratum': [
      [0, 'GET /stratum.html HTTP/1.1\r\nHost: docs.example.org\r\n\r\n'],
      [
        1,
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90\r\n\r\n<pre>{"id":1,"method":"mining.subscribe","params":["cgminer"]}\n{"method":"login"}</pre>',
      ],
    ],
    'a rule in a database row': [[1, 'T\0\0\0\x20rule\0{"id":1,"method":"mining.subscribe","params":[]}\n']],
    'keep-alives': [
      [0, '{"type":"ping"}\n'],
      [1, '{"type":"pong"}\n'],
      [0, '{"op":"keepalived"}\n'],
    ],
    'a cache that holds a login': [[1, `VALUE doc 0 99\r\n${whole[0]![1]}\r\nEND\r\n`]],
    'JSON-RPC over HTTP': [
      [
        0,
        'POST / HTTP/1.1\r\nHost: geth\r\nContent-Type: application/json\r\nContent-Length: 64\r\n\r\n{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}\n',
      ],
      [1, 'HTTP/1.1 200 OK\r\nContent-Length: 41\r\n\r\n{"jsonrpc":"2.0","id":1,"result":"0x1b4"}'],
    ],
  }
  for (const [name, said] of Object.entries(alikes)) test(name, () => assert.deepEqual(rowsOfTalk(dissectors, said).stratum ?? [], []))
})
