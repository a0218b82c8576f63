import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseArp, parseIpv6Route, parseRoute } from './proc-net.ts'

test('IPv4 routes', () => {
  const text =
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n' +
    'eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n'
  assert.deepEqual(
    [...parseRoute(bytesOf(text))],
    [
      { interface: 'eth0', destination: '0.0.0.0/0', gateway: '10.0.0.1' },
      { interface: 'eth0', destination: '10.0.0.0/24', gateway: '' },
    ],
  )
})

test('IPv6 routes', () => {
  const zero = '0'.repeat(32)
  const text = `fe800000000000000000000000000000 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth0\n`
  assert.deepEqual([...parseIpv6Route(bytesOf(text))], [{ interface: 'eth0', destination: 'fe80::/64', gateway: '' }])
})

test('neighbours, incomplete ones left out', () => {
  const text =
    'IP address       HW type     Flags       HW address            Mask     Device\n' +
    '10.0.0.1         0x1         0x2         02:00:00:00:00:01     *        eth0\n10.0.0.9         0x1         0x0         00:00:00:00:00:00     *        eth0\n'
  assert.deepEqual([...parseArp(bytesOf(text))], [{ address: '10.0.0.1', mac: '02:00:00:00:00:01', interface: 'eth0' }])
})

test('property: an IPv4 route comes back', () => {
  const hex = (octets: readonly number[]) =>
    [...octets]
      .reverse()
      .map(o => o.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase()
  const octets = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(octets, fc.integer({ min: 0, max: 32 }), (address, prefix) => {
      const mask = [0, 8, 16, 24].map(from => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefix - from))))
      const [route] = parseRoute(bytesOf(`e\t${hex(address)}\t00000000\t1\t0\t0\t0\t${hex(mask)}\t0\n`))
      assert.equal(route?.destination, `${address.join('.')}/${prefix}`)
    }),
  )
})

test('property: any bytes never throw', () => {
  for (const parse of [parseRoute, parseIpv6Route, parseArp])
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parse(bytes)]))
})
