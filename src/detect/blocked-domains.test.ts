import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import type { HostsLine } from '../core/facts/network.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { blockedDomains } from './blocked-domains.ts'

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

test('hits: security vendors, updates, pools', () => {
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
