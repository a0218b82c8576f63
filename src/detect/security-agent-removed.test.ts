import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { securityAgentRemoved } from './security-agent-removed.ts'

const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), noIntel, new Set())].map(f => `${f.severity} ${f.signal} ${f.evidence[0].locator}`)

test('hits: remains;  near misses', () => {
  const of = (vendor: string, state: 'running' | 'installed' | 'remains', ...paths: readonly string[]) => ({
    securityAgents: [{ name: 'Agent', vendor, state, paths }],
  })
  const unit = '/etc/systemd/system/aegis.service'
  assert.deepEqual(said(securityAgentRemoved, of('Alibaba Cloud', 'remains', unit, '/usr/local/aegis')), [`medium intrusion ${unit}`])
  assert.deepEqual(said(securityAgentRemoved, of('Wazuh', 'remains', '/var/ossec')), ['low intrusion /var/ossec'])
  assert.deepEqual(said(securityAgentRemoved, of('Alibaba Cloud', 'installed', '/usr/local/aegis')), [])
  assert.deepEqual(said(securityAgentRemoved, of('Cisco', 'remains', '/etc/init.d/clamav-daemon')), [])
})
