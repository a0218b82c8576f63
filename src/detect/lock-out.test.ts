import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import { lockOut } from './lock-out.ts'

const said = (detector: Detector, rows: Partial<Facts>) =>
  [...detector.detect(factsOf(rows), noIntel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.evidence[0].excerpt}`)

test('hit: all denied but a few; near misses: open to all, another daemon', () => {
  const rules = (deny: string, ...allow: readonly string[]) => ({
    accessRules: [
      { path: '/etc/hosts.deny', line: 1, text: deny },
      ...allow.map((text, i) => ({ path: '/etc/hosts.allow', line: i + 1, text })),
    ],
  })
  assert.deepEqual(said(lockOut, rules('ALL: ALL', 'sshd: 203.0.113.5')), ['low /etc/hosts.deny:1 ALL: ALL'])
  const [finding] = lockOut.detect(factsOf(rules('sshd: ALL', 'sshd: 203.0.113.66')), noIntel, new Set())
  assert.deepEqual(finding?.about, ['file:/etc/hosts.deny', 'file:/etc/hosts.allow'])
  assert.equal(finding?.joinsMining, true)
  assert.equal(said(lockOut, rules('sshd,in.telnetd : ALL EXCEPT 203.0.113.5')).length, 1)
  assert.deepEqual(said(lockOut, rules('ALL: ALL', 'sshd: ALL')), [])
  assert.deepEqual(said(lockOut, rules('rpcbind: ALL')), [])
  assert.deepEqual(said(lockOut, rules('sshd: 203.0.113.9')), [])
})
