import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import type { HostsLine } from '../core/facts/network.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { blockedDomains } from './blocked-domains.ts'
import { lockOut } from './lock-out.ts'
import { poolInHosts } from './pool-in-hosts.ts'
import { promiscuousInterface } from './promiscuous-interface.ts'
import { rogueResolver } from './rogue-resolver.ts'

const intel: Intel = {
  ...noIntel,
  lookup: host =>
    host.endsWith('pool.example') || host === '203.0.113.33'
      ? { value: host, kind: 'pool', source: 'test' }
      : host === '203.0.113.66'
        ? { value: host, kind: 'malware', source: 'test' }
        : undefined,
}
const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), intel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.evidence[0].excerpt}`)
const hosts = (...lines: readonly string[]): { hostsLines: HostsLine[] } => ({
  hostsLines: lines.map((text, i) => ({
    path: '/etc/hosts',
    line: i + 1,
    address: text.split(' ')[0] ?? '',
    names: text.split(' ').slice(1),
  })),
})

test('blocked: security vendors, updates, pools', () => {
  assert.deepEqual(said(blockedDomains, hosts('127.0.0.1 localhost', '0.0.0.0 jsrv.aegis.aliyun.com', '127.0.0.1 xmr.pool.example')), [
    'medium /etc/hosts:2 0.0.0.0 jsrv.aegis.aliyun.com',
    'low /etc/hosts:3 127.0.0.1 xmr.pool.example',
  ])
  const updates = hosts('0.0.0.0 deb.debian.org security.debian.org archive.ubuntu.com')
  assert.deepEqual(said(blockedDomains, updates), ['medium /etc/hosts:1 0.0.0.0 deb.debian.org'])
  assert.ok(said(blockedDomains, hosts('127.0.0.1 deb.debian.org'))[0]?.startsWith('low'))
})

test('blocked: near misses: a long list against advertisements, an own mirror, ordinary lines', () => {
  const list = Array.from({ length: 2000 }, (_, i) => `0.0.0.0 ads${i}.example`)
  assert.deepEqual(said(blockedDomains, hosts(...list, '0.0.0.0 xmr.pool.example')), [])
  assert.deepEqual(
    said(blockedDomains, hosts('10.0.0.9 deb.debian.org', '127.0.1.1 web1', '::1 ip6-localhost', 'ff02::1 ip6-allnodes')),
    [],
  )
})

test('a pool in hosts by name, behind another name, and near misses', () => {
  assert.ok(said(poolInHosts, hosts('198.51.100.1 xmr.pool.example'))[0]?.startsWith('medium'))
  assert.ok(said(poolInHosts, hosts('203.0.113.33 www.baidu.com'))[0]?.startsWith('high'))
  assert.deepEqual(said(poolInHosts, hosts('0.0.0.0 xmr.pool.example', '127.0.0.1 localhost', '10.0.0.3 db')), [])
})

test('resolvers: a known bad one, a locked file, ordinary ones', () => {
  const of = (server: string, immutable: boolean) => ({
    resolvers: [{ path: '/etc/resolv.conf', nameservers: [server], search: [], immutable }],
  })
  assert.deepEqual(said(rogueResolver, of('203.0.113.66', true)), ['medium /etc/resolv.conf nameserver 203.0.113.66'])
  assert.deepEqual(said(rogueResolver, of('192.0.2.53', true)), ['low /etc/resolv.conf nameserver 192.0.2.53'])
  assert.deepEqual(said(rogueResolver, of('8.8.8.8', false)), [])
})

test('lock-out: all denied but a few; near misses: open to all, another daemon', () => {
  const rules = (deny: string, ...allow: readonly string[]) => ({
    accessRules: [
      { path: '/etc/hosts.deny', line: 1, text: deny },
      ...allow.map((text, i) => ({ path: '/etc/hosts.allow', line: i + 1, text })),
    ],
  })
  assert.deepEqual(said(lockOut, rules('ALL: ALL', 'sshd: 203.0.113.5')), ['low /etc/hosts.deny:1 ALL: ALL'])
  assert.equal(said(lockOut, rules('sshd,in.telnetd : ALL EXCEPT 203.0.113.5')).length, 1)
  assert.deepEqual(said(lockOut, rules('ALL: ALL', 'sshd: ALL')), [])
  assert.deepEqual(said(lockOut, rules('rpcbind: ALL')), [])
  assert.deepEqual(said(lockOut, rules('sshd: 203.0.113.9')), [])
})

test('promiscuous: a card of its own; near misses: a bridge, one of its ports', () => {
  const of = (name: string, enslaved: boolean) => ({
    interfaces: [{ name, mac: '', up: true, promiscuous: true, enslaved, rxBytes: 0, txBytes: 0 }],
  })
  assert.equal(said(promiscuousInterface, of('eth0', false)).length, 1)
  assert.deepEqual(said(promiscuousInterface, of('eth0', true)), [])
  assert.deepEqual(said(promiscuousInterface, of('docker0', false)), [])
})
