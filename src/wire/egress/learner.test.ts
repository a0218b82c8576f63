import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { noIntel } from '../../../test/intel.ts'
import { be16, eth, ip4, ip4Address, packed, tcp, udp } from '../../../test/packets.ts'
import { crypto, sealed } from '../../../test/quic.ts'
import { Engine } from '../engine.ts'
import { EgressLearner } from './learner.ts'

const label = (name: string): Uint8Array => packed(...name.split('.').map(part => packed([part.length], part)), [0])
const dnsAnswer = (name: string, address: string): Uint8Array =>
  packed(
    [0, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0],
    label(name),
    [0, 1, 0, 1],
    [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4],
    ip4Address(address),
  )
const dnsQuestion = (name: string): Uint8Array => packed([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0], label(name), [0, 1, 0, 1])
const hello = (name: string): Uint8Array => {
  const sni = packed(be16(0), be16(name.length + 5), be16(name.length + 3), [0], be16(name.length), name)
  const body = packed([3, 3], new Uint8Array(32), [0], [0, 2, 0x13, 1], [1, 0], be16(sni.length), sni)
  const message = packed([1, 0], be16(body.length), body)
  return packed([22, 3, 1], be16(message.length), message)
}

interface Talk {
  readonly from: string
  readonly to: string
  readonly sport: number
  readonly dport: number
}

function learned(feed: (give: (bytes: Uint8Array) => void) => void, processOf?: (id: string) => string): EgressLearner {
  const learner = new EgressLearner(processOf)
  const engine = new Engine(learner.modules(noIntel), { flows: 256 })
  engine.begin('test')
  let at = 1_700_000_000_000_000
  feed(bytes => {
    at += 1000
    engine.packet(eth(0x0800, bytes), 0, bytes.length + 14, bytes.length + 14, at, 1)
  })
  engine.finish()
  return learner
}

/** A handshake, what the client says, and an acknowledgement of the server. */
function* conversation(ends: Talk, ...said: readonly Uint8Array[]): Generator<Uint8Array> {
  const back = { from: ends.to, to: ends.from, sport: ends.dport, dport: ends.sport }
  yield ip4(6, tcp(ends, 100, 2), ends)
  yield ip4(6, tcp(back, 500, 0x12, '', 101), back)
  let seq = 101
  for (const bytes of said) {
    yield ip4(6, tcp(ends, seq, 0x18, bytes, 501), ends)
    seq += bytes.length
  }
  yield ip4(6, tcp(back, 501, 0x10, '', seq), back)
}

const me = '192.0.2.1'
const query = { from: me, to: '192.0.2.53', sport: 40_000, dport: 53 }
const reply = { from: query.to, to: me, sport: 53, dport: 40_000 }

test('a name is what TLS or HTTP calls it, else what the DNS answer said; a greeting in pieces too', () => {
  const greeting = hello('Api.Example.com')
  const learner = learned(
    give => {
      give(ip4(17, udp(query, dnsQuestion('www.example.org')), query))
      give(ip4(17, udp(reply, dnsAnswer('www.example.org', '198.51.100.1')), reply))
      const tls = { from: me, to: '198.51.100.1', sport: 50_000, dport: 443 }
      for (const bytes of conversation(tls, greeting.slice(0, 30), greeting.slice(30))) give(bytes)
      const plain = { ...tls, sport: 50_001, dport: 8443 }
      for (const bytes of conversation(plain, packed('hello there'))) give(bytes)
      const http = { ...tls, to: '198.51.100.2', sport: 50_002, dport: 80 }
      for (const bytes of conversation(http, packed('GET / HTTP/1.1\r\nHost: web.example.net:80\r\n\r\n'))) give(bytes)
      const bare = { ...tls, to: '198.51.100.3', sport: 50_003, dport: 3333 }
      for (const bytes of conversation(bare, packed('{}'))) give(bytes)
      give(ip4(6, tcp({ ...tls, to: '198.51.100.4' }, 1, 2), { ...tls, to: '198.51.100.4' }))
    },
    id => (id.endsWith(':443') ? 'curl' : ''),
  )
  assert.deepEqual(
    learner
      .all()
      .map(({ client, process, name, address, transport, port, conversations }) => [
        client,
        process,
        name,
        address,
        `${transport}/${port}`,
        conversations,
      ]),
    [
      [me, '', '', '192.0.2.53', 'udp/53', 1],
      [me, 'curl', 'api.example.com', '198.51.100.1', 'tcp/443', 1],
      [me, '', 'www.example.org', '198.51.100.1', 'tcp/8443', 1],
      [me, '', 'web.example.net', '198.51.100.2', 'tcp/80', 1],
      [me, '', '', '198.51.100.3', 'tcp/3333', 1],
    ],
  )
})

test('the name in the greeting of QUIC', () => {
  const ends = { from: me, to: '198.51.100.9', sport: 40_001, dport: 443 }
  const message = hello('Media.Example.com').subarray(5)
  const learner = learned(give => give(ip4(17, udp(ends, sealed(crypto(0, message))), ends)))
  assert.deepEqual(
    learner.all().map(({ name, transport, port }) => [name, `${transport}/${port}`]),
    [['media.example.com', 'udp/443']],
  )
})

test('any bytes: no throw, and only names that can be names', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(53, 80, 443),
          fc.uint8Array({ maxLength: 300 }),
          fc.constantFrom('', 'GET / HTTP/1.1\r\nHost: ', '\x16\x03\x01\x00\x50\x01'),
        ),
        { maxLength: 8 },
      ),
      said => {
        const learner = learned(give => {
          for (const [i, [dport, bytes, start]] of said.entries()) {
            const ends = { from: me, to: '198.51.100.1', sport: 50_000 + i, dport }
            give(ip4(17, udp(ends, bytes), ends))
            for (const packet of conversation(ends, packed(start, bytes, '\r\n\r\n'))) give(packet)
          }
        })
        for (const { name } of learner.all()) assert.match(name, /^(?:[a-z0-9_.-]+)?$/)
      },
    ),
    { numRuns: 100 },
  )
})
