import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullCase, wallet } from '../../test/report-case.ts'
import { entity } from '../core/entity.ts'
import { redacted } from './redact.ts'

const told = JSON.stringify(redacted(fullCase))

test('names of the host and its people, and its own addresses, are gone everywhere', () => {
  for (const word of ['shop2', 'alice', '192.0.2.10', '10.0.0.5']) assert.ok(!told.includes(word), word)
  assert.ok(told.includes('host-1'))
  assert.ok(told.includes('user-1'))
})

test('what points at the intruder stays', () => {
  for (const word of ['203.0.113.77', 'pool.example.com', wallet, '/tmp/kdevtmpfsi', '198.51.100.7']) assert.ok(told.includes(word), word)
})

test('the same thing is the same number, homes and mail addresses too', () => {
  const excerpt = '/home/bob/x /home/bob/y /home/carol/z bob@example.com 192.168.1.7 192.168.1.7'
  const [finding] = fullCase.incident.findings
  const findings = [{ ...finding, evidence: [{ source: 'file', locator: 'x', excerpt }] }] as const
  const clean = redacted({ ...fullCase, incident: { ...fullCase.incident, findings } })
  const shown = clean.incident.findings[0].evidence[0].excerpt
  assert.match(shown, /^\/home\/(user-\d+)\/x \/home\/\1\/y \/home\/(?!\1)user-\d+\/z mail-1 (inside-\d+) \2$/)
})

test('where the disk lay that was examined is gone, and that it was one is not', () => {
  const { plan } = fullCase
  const rootOf = (root: string) => redacted({ ...fullCase, plan: { ...plan!, root } }).plan?.root
  assert.deepEqual([rootOf('/srv/cases/of-mallory/mnt'), rootOf('')], ['disk', ''])
})

test('an account that somebody tried under a name of a megabyte is no reason to fail', () => {
  const members = [...fullCase.incident.members, entity('user', 'A'.repeat(1 << 20))]
  assert.doesNotMatch(JSON.stringify(redacted({ ...fullCase, incident: { ...fullCase.incident, members } })), /shop2/)
})
