import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ja3Text, ja4Parts } from './tls-fingerprint.ts'
import { type ClientHello, choosesThirteen, clientHello, firstCertificate, handshakeBody, serverHello, serverNameAt } from './tls-hello.ts'

const u16 = (n: number): number[] => [n >> 8, n & 255]
const ext = (type: number, ...body: number[]): number[] => [...u16(type), ...u16(body.length), ...body]
const text = (value: string): number[] => Array.from(value, c => c.charCodeAt(0))

test('a ClientHello with its lists', () => {
  const name = text('pool.example')
  const extensions = [
    ...ext(0x0a0a),
    ...ext(0, ...u16(name.length + 3), 0, ...u16(name.length), ...name),
    ...ext(10, 0, 4, 0, 29, 0, 23),
    ...ext(11, 1, 0),
    ...ext(16, 0, 12, 2, ...text('h2'), 8, ...text('http/1.1')),
    ...ext(43, 4, 3, 4, 3, 3),
    ...ext(0xfe0d, 0),
  ]
  const body = Uint8Array.from([
    3,
    3,
    ...new Array(32).fill(1),
    0,
    0,
    6,
    0x2a,
    0x2a,
    0x13,
    1,
    0xc0,
    0x2f,
    1,
    0,
    ...u16(extensions.length),
    ...extensions,
  ])
  const hello = clientHello(body)!
  assert.deepEqual(
    [hello.name, hello.protocols, hello.versions, hello.isEncrypted],
    ['pool.example', ['h2', 'http/1.1'], [0x304, 0x303], true],
  )
  const at = serverNameAt(body)
  assert.equal(String.fromCharCode(...body.subarray(at, at + body[at - 1]!)), 'pool.example')
  assert.equal(ja3Text(hello), '771,4865-49199,0-10-11-16-43-65037,29-23,0')
  assert.equal(ja4Parts(hello).head, '13d0206h2')
  for (let length = 0; length < body.length; length++) assert.ok(serverNameAt(body.subarray(0, length)) <= length)
})

test('a ServerHello that chooses TLS 1.3, and one that does not', () => {
  const chosen = (...extensions: number[]): Uint8Array =>
    Uint8Array.from([3, 3, ...new Array(32).fill(1), 2, 9, 9, 0x13, 1, 0, ...u16(extensions.length), ...extensions])
  assert.ok(choosesThirteen(chosen(...ext(51, 1, 2), ...ext(43, 3, 4))))
  assert.equal(serverHello(chosen(...ext(51, 1, 2), ...ext(43, 3, 4)))?.version, 0x304)
  assert.ok(!choosesThirteen(chosen(...ext(0xff01, 0))) && !choosesThirteen(chosen(...ext(43, 3, 3))))
})

test('near miss: any bytes give something or nothing, never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      clientHello(bytes)
      serverHello(bytes)
      choosesThirteen(bytes)
      assert.ok(serverNameAt(bytes) <= bytes.length)
      firstCertificate(bytes)
      const body = handshakeBody(bytes, bytes[0] ?? 0)
      assert.ok(body === undefined || body.length <= bytes.length)
    }),
  )
})

test('lists in JA4 are sorted, GREASE left out, signature algorithms in their order (the example of the specification)', () => {
  const hexes = (list: string): number[] => list.split(',').map(value => Number.parseInt(value, 16))
  const hello: ClientHello = {
    version: 0x303,
    ciphers: hexes('1a1a,1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035'),
    extensions: hexes('2a2a,001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015'),
    groups: [],
    points: [],
    signatures: hexes('0403,0804,0401,0503,0805,0501,0806,0601'),
    versions: hexes('3a3a,0304,0303'),
    name: 'a.example',
    protocols: ['h2'],
    isEncrypted: false,
  }
  assert.deepEqual(ja4Parts(hello), {
    head: '13d1516h2',
    ciphers: '002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9',
    extensions: '0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_0403,0804,0401,0503,0805,0501,0806,0601',
  })
})
