import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { ipv6Text, parseHexEndpoint } from './net-address.ts'
import { parseNetSockets, parsePacketSockets } from './net-sockets.ts'

const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 230 1 00000000d7dbb538 100 0 0 10 0
   1: 020200C0:B656 0A0200C0:0D05 01 00000000:00000000 02:00000A43 00000000     0        0 4711 3 000000001072f68f
`
const tcp6 =
  '   0: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 55 1 0\n' +
  '   1: B80D0120000000000000000001000000:0050 0000000000000000FFFF0000010200C0:0D05 01 0:0 00:0 0     0        0 56 1 0\n'

test('reads addresses in the byte order of the machine', () => {
  assert.deepEqual(
    [...parseNetSockets(bytesOf(tcp), 'tcp')].map(s => [
      s.local.address,
      s.local.port,
      s.remote.address,
      s.remote.port,
      s.state,
      s.uid,
      s.inode,
    ]),
    [
      ['127.0.0.1', 8080, '0.0.0.0', 0, 'LISTEN', 1000, 230],
      ['192.0.2.2', 46678, '192.0.2.10', 3333, 'ESTABLISHED', 0, 4711],
    ],
  )
  assert.deepEqual(
    [...parseNetSockets(bytesOf(tcp6), 'tcp')].map(s => [s.local.address, s.remote.address]),
    [
      ['::1', '::'],
      ['2001:db8::1', '192.0.2.1'],
    ],
  )
  assert.equal([...parseNetSockets(bytesOf(tcp), 'udp')][0]?.state, '')
})

test('reads packet sockets', () => {
  const text =
    'sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n0000000000000000 3      3    0003   2     1 0      0      29\n'
  assert.deepEqual(
    [...parsePacketSockets(bytesOf(text))].map(s => [s.local.port, s.inode]),
    [[3, 29]],
  )
})

test('any bytes never throw; any IPv4 endpoint comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      void [...parseNetSockets(bytes, 'tcp'), ...parsePacketSockets(bytes)]
      assert.ok(textOf(bytes).length <= bytes.length)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(65535), (ip, port) => {
      const hex = Buffer.from(ip).reverse().toString('hex').toUpperCase()
      const text = `${hex}:${port.toString(16).padStart(4, '0')}`
      assert.deepEqual(parseHexEndpoint(text), { address: ip.join('.'), port })
    }),
  )
})

test('IPv6 text follows RFC 5952', () => {
  const of = (...groups: number[]) => ipv6Text(groups.flatMap(g => [g >> 8, g & 255]))
  assert.equal(of(0x2001, 0xdb8, 0, 0, 1, 0, 0, 1), '2001:db8::1:0:0:1')
  assert.equal(of(0x2001, 0, 1, 1, 1, 1, 1, 1), '2001:0:1:1:1:1:1:1')
  assert.equal(of(1, 2, 3, 4, 5, 6, 7, 0), '1:2:3:4:5:6:7:0')
})
