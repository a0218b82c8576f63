import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { rogueResolver } from './rogue-resolver.ts'

const intel: Intel = {
  ...noIntel,
  lookup: host => (host === '203.0.113.66' ? { value: host, kind: 'malware', source: 'test' } : undefined),
}
const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), intel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.evidence[0].excerpt}`)

test('hits: a known bad one, a locked file; near miss: ordinary ones', () => {
  const of = (server: string, immutable: boolean) => ({
    resolvers: [{ path: '/etc/resolv.conf', nameservers: [server], search: [], immutable }],
  })
  assert.deepEqual(said(rogueResolver, of('203.0.113.66', true)), ['medium /etc/resolv.conf nameserver 203.0.113.66'])
  assert.deepEqual(said(rogueResolver, of('192.0.2.53', true)), ['low /etc/resolv.conf nameserver 192.0.2.53'])
  assert.deepEqual(said(rogueResolver, of('8.8.8.8', false)), [])
})
