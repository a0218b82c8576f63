import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import type { HostsLine } from '../core/facts/network.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { poolInHosts } from './pool-in-hosts.ts'

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

test('hits: a pool by name, behind another name; near misses: blocked or unknown', () => {
  assert.ok(said(poolInHosts, hosts('198.51.100.1 xmr.pool.example'))[0]?.startsWith('medium'))
  assert.ok(said(poolInHosts, hosts('203.0.113.33 www.baidu.com'))[0]?.startsWith('high'))
  assert.deepEqual(said(poolInHosts, hosts('0.0.0.0 xmr.pool.example', '127.0.0.1 localhost', '10.0.0.3 db')), [])
})
