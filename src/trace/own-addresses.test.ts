import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incidentOf, processOrigin } from '../../test/events.ts'
import { socketOf } from '../../test/facts.ts'
import { factsOf } from '../core/facts.ts'
import { memoryHost } from '../host/memory.ts'
import { ownAddresses } from './own-addresses.ts'

test('from sockets, sessions and settings; not the gateway, not loopback', () => {
  const host = memoryHost(
    {
      '/etc/hosts': '127.0.0.1 localhost\n10.0.0.5 web1 web1.example.org\n10.0.0.9 db1\n',
      '/etc/network/interfaces': 'iface eth0 inet static\n  address 10.0.0.6/24\n  gateway 10.0.0.1\n  dns-nameservers 10.0.0.2\n',
    },
    { name: 'web1' },
  )
  const facts = factsOf({
    sockets: [socketOf({ local: { address: '10.0.0.7', port: 22 } }), socketOf({ local: { address: '127.0.0.1', port: 22 } })],
  })
  const process = processOrigin(1, '2026-05-01 03:20:00', { environ: ['SSH_CONNECTION=203.0.113.9 50000 10.0.0.8 22'] })
  assert.deepEqual(ownAddresses(host, facts, incidentOf({ origins: { processes: [process], files: [] } })), [
    '10.0.0.7',
    '10.0.0.8',
    '10.0.0.5',
    '10.0.0.6',
  ])
})
