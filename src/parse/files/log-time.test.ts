import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { logTime } from './log-time.ts'

const near = Date.parse('2026-01-02T00:00:00Z')
const iso = (line: string) => {
  const ms = logTime(line, near)
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 19)
}

test('the spellings of syslog, web servers, databases and auditd', () => {
  const lines: readonly [string, string][] = [
    ['Jan  1 10:11:12 h sshd[1]: x', '2026-01-01T10:11:12'],
    ['Dec 31 23:00:00 h cron: x', '2025-12-31T23:00:00'],
    ['<13>Dec 31 23:00:00 h x', '2025-12-31T23:00:00'],
    ['2025-12-31T23:00:00.123456+08:00 h x', '2025-12-31T15:00:00'],
    ['2025/12/31 23:00:00 [error] 1#1: x', '2025-12-31T23:00:00'],
    ['192.0.2.1 - - [31/Dec/2025:23:00:00 +0100] "GET / HTTP/1.1" 200 1', '2025-12-31T22:00:00'],
    ['[Wed Dec 31 23:00:00.123 2025] [core:notice] x', '2025-12-31T23:00:00'],
    ['123:M 31 Dec 2025 23:00:00.123 * Ready', '2025-12-31T23:00:00'],
    ['2025-12-31 23:00:00.123 UTC [1] LOG: x', '2025-12-31T23:00:00'],
    ['type=USER_LOGIN msg=audit(1767222000.123:45): pid=1', '2025-12-31T23:00:00'],
  ]
  for (const [line, expected] of lines) assert.equal(iso(line), expected, line)
})

test('no time: prose, an impossible hour, an unknown month', () => {
  for (const line of ['hello', '', 'Foo 10 10:00:00 x', '2025-13-01 10:00:00', '2025-01-01 25:00:00'])
    assert.equal(iso(line), undefined, line)
})

test('property: any ISO time comes back to the second; any text never throws', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), s => {
      assert.equal(logTime(new Date(s * 1000).toISOString(), 0), s * 1000)
    }),
  )
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.double(), (line, ms) => void logTime(line, ms)))
})
