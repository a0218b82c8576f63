import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import type { LineFormat } from '../../core/log-format.ts'
import { fail2banLog, suricataEve } from './guards.ts'

const told = (format: LineFormat, ...lines: string[]) =>
  draftsOf(format, '/var/log/x', ...lines).map(d => [d.verb, d.address, d.target, d.method].filter(Boolean).join(' | '))

test('bans and finds of fail2ban', () => {
  assert.deepEqual(
    told(
      fail2banLog,
      '2026-01-02 03:04:05,678 fail2ban.actions        [77]: NOTICE  [sshd] Ban 192.0.2.7',
      '2026-01-02 03:04:05,678 fail2ban.filter         [77]: INFO    [sshd] Found 2001:db8::7 - 2026-01-02 03:04:05',
      '2026-01-02 03:04:05,678 fail2ban.actions        [77]: NOTICE  [sshd] Unban 192.0.2.7',
      '2026-01-02 03:04:05,678 fail2ban.filter         [77]: INFO    [sshd] Found x] Ban 192.0.2.9',
    ),
    ['alert | 192.0.2.7 | ban sshd', 'alert | 2001:db8::7 | found sshd'],
  )
})

test('alerts of Suricata, and no other events of it', () => {
  const alert = {
    timestamp: '2026-01-02T03:04:05.123456+0800',
    event_type: 'alert',
    src_ip: '192.0.2.7',
    src_port: 1,
    dest_ip: '198.51.100.9',
    dest_port: 3333,
    alert: { signature_id: 2024792, signature: 'ET POLICY Cryptocurrency Miner Checkin' },
  }
  assert.deepEqual(told(suricataEve, JSON.stringify(alert)), [
    'alert | 192.0.2.7 | 198.51.100.9 | 2024792 ET POLICY Cryptocurrency Miner Checkin',
  ])
  const forged = {
    timestamp: '2026-01-02T03:04:05.123456+0800',
    event_type: 'http',
    http: { url: '/"event_type":"alert"', event_type: 'alert' },
  }
  assert.deepEqual(told(suricataEve, JSON.stringify(forged), '{"event_type":"alert"', ''), [])
})

test('property: any text, no throw', () => {
  for (const format of [fail2banLog, suricataEve])
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        text => void draftsOf({ ...format, needles: [] }, '/a', `2026-01-02 03:04:05,678 ${text}`, text),
      ),
    )
})
