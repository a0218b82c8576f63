import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { memoryHost } from '../host/memory.ts'
import { network } from './network.ts'

test('interfaces with flags and counters, routes, neighbours', () => {
  const sys = '/sys/class/net/eth0'
  const host = memoryHost({
    [`${sys}/address`]: '02:00:00:00:00:02\n',
    [`${sys}/flags`]: '0x1103\n',
    [`${sys}/statistics/rx_bytes`]: '12\n',
    [`${sys}/statistics/tx_bytes`]: '34\n',
    '/sys/class/net/veth1/flags': '0x1103\n',
    '/sys/class/net/veth1/brport/': { type: 'directory' },
    '/sys/class/net/bonding_masters': 'bond0\n',
    '/proc/net/route': 'Iface\tDestination\tGateway\neth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n',
    '/proc/net/arp': 'IP address       HW type\n10.0.0.1         0x1         0x2         02:00:00:00:00:01     *        eth0\n',
  })
  assert.deepEqual(
    [...network.collect(host, factsOf(), new Set())],
    [
      ['interfaces', { name: 'eth0', mac: '02:00:00:00:00:02', up: true, promiscuous: true, enslaved: false, rxBytes: 12, txBytes: 34 }],
      ['interfaces', { name: 'veth1', mac: '', up: true, promiscuous: true, enslaved: true, rxBytes: 0, txBytes: 0 }],
      ['routes', { interface: 'eth0', destination: '0.0.0.0/0', gateway: '10.0.0.1' }],
      ['neighbours', { address: '10.0.0.1', mac: '02:00:00:00:00:01', interface: 'eth0' }],
    ],
  )
})
