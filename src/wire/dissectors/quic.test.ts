import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clientHello as hello } from '../../../test/client-hello.ts'
import { packed } from '../../../test/packets.ts'
import { crypto, type Initial, sealed, target } from '../../../test/quic.ts'
import { type Rows, rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'
import { quic } from './quic.ts'

const pool = hello('pool.supportxmr.com')
const found = (said: readonly Said[], gaps: string[] = []): Rows =>
  rowsOfTalk(dissectors, said, { over: 'udp', serverPort: 443, gap: (why, detail) => void gaps.push(`${why} ${detail}`) })
const names = (said: readonly Said[], gaps: string[] = []): string[] => (found(said, gaps).names ?? []).map(({ name }) => name)
const piece = (from: number, to?: number, how?: Initial): Said => [0, sealed(crypto(from, pool.subarray(from, to)), how)]
const other = Uint8Array.of(1, 2, 3, 4)

describe('the name in a greeting', () => {
  test('whole in one packet, with its fingerprint and what is offered; in all versions', () => {
    for (const version of ['1', '2', 'draft'] as const) {
      const [row] = found([piece(0, undefined, { version })]).names ?? []
      assert.deepEqual([row?.name, row?.protocols, row?.how], ['pool.supportxmr.com', ['h3'], 'tls'])
      assert.match(row?.ja4 ?? '', /^q13d0103h3_/)
    }
  })
  test('in pieces over several packets, out of order and overlapping', () =>
    assert.deepEqual(names([piece(40), piece(0, 20), [1, 'x'], piece(10, 44)]), ['pool.supportxmr.com']))
  test('two packets in one datagram, and the pieces of one among filling', () => {
    const frames = packed(crypto(50, pool.subarray(50)), [1, 0, 0], [2, 0, 0, 0, 0], crypto(0, pool.subarray(0, 30)))
    const both = packed(sealed(frames), sealed(crypto(30, pool.subarray(30, 50)), { number: 3 }))
    assert.deepEqual(names([[0, both]]), ['pool.supportxmr.com'])
  })
  test('the server calls itself otherwise: the first keys stay; after a Retry they are new', () => {
    assert.deepEqual(names([piece(0, 30), piece(30, undefined, { target: other, keysOf: target })]), ['pool.supportxmr.com'])
    assert.deepEqual(names([piece(0, 30), piece(0, undefined, { target: other, token: 'retry' })]), ['pool.supportxmr.com'])
  })
})

describe('near miss', () => {
  test('a name that is nobody’s concern, a greeting that never ends', () => {
    assert.deepEqual(names([[0, sealed(crypto(0, hello('www.example.org')))]]), [])
    assert.deepEqual(names([piece(0, 30)]), [])
  })
  test('what cannot be opened is a gap: another version, the wrong keys', () => {
    const gaps: string[] = []
    assert.deepEqual(names([[0, packed([0xc3], 'Q046', [8], target, new Uint8Array(1300))]], gaps), [])
    assert.deepEqual(names([piece(0, undefined, { keysOf: other })], gaps), [])
    assert.deepEqual(gaps, [
      'unsupported a version of QUIC that cannot be opened',
      'unsupported greetings of QUIC that could not be opened',
    ])
  })
  test('other datagrams with a high first byte', () => {
    for (const bytes of [packed('\xc0', new Uint8Array(1300)), packed('\xd1abcd\x30'), packed('\xff\xff\xff\xffTSource')])
      assert.equal(quic.probe(bytes, 0, bytes.length, 0, undefined as never), 'no')
  })
})
