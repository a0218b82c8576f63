import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { nameResolution } from './name-resolution.ts'

test('hosts, resolvers with the immutable flag, access rules', () => {
  const host = memoryHost({
    '/etc/hosts': '127.0.0.1 localhost\n',
    '/etc/resolv.conf': { content: 'nameserver 192.0.2.53\n', immutable: true },
    '/etc/hosts.deny': '# x\nALL: ALL\n',
    '/etc/hosts.allow': { gap: 'denied' },
  })
  const rows = [...nameResolution.collect(host, factsOf(), new Set())]
  assert.deepEqual(
    rows.filter(row => !isGap(row)),
    [
      ['hostsLines', { path: '/etc/hosts', line: 1, address: '127.0.0.1', names: ['localhost'] }],
      ['resolvers', { path: '/etc/resolv.conf', nameservers: ['192.0.2.53'], search: [], immutable: true }],
      ['accessRules', { path: '/etc/hosts.deny', line: 2, text: 'ALL: ALL' }],
    ],
  )
  assert.deepEqual(
    rows.filter(isGap).map(g => g.source),
    ['/etc/hosts.allow'],
  )
})
