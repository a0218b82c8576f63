import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openSyslogRecords, syslogRecord, syslogTime } from './syslog-record.ts'

const parts = (line: string): string | undefined => {
  const record = syslogRecord(line)
  return record && [record.host, record.program, record.pid ?? '-', record.message].join('|')
}

test('heads as daemons write them', () => {
  assert.equal(parts('Nov  1 02:03:04 web sshd[7]: Accepted x: y'), 'web|sshd|7|Accepted x: y')
  assert.equal(parts('Nov  1 02:03:04 web sudo:   deploy : TTY=x'), 'web|sudo|-|  deploy : TTY=x')
  assert.equal(parts('2026-11-01T02:03:04.123456+08:00 web systemd[1]: Started x.'), 'web|systemd|1|Started x.')
  assert.equal(parts('<86>Nov  1 02:03:04 web /usr/sbin/CRON[7]: (root) CMD (x)'), 'web|CRON|7|(root) CMD (x)')
  assert.equal(parts('Nov  1 02:03:04 web auth.info sshd[7]: x'), 'web|sshd|7|x')
  assert.equal(parts('Nov  1 02:03:04 web polkitd(authority=local): x'), 'web|polkitd|-|x')
  assert.equal(parts('<86>1 2026-11-01T02:03:04Z web sshd 7 ID1 [a@1 b="\\]\\""] Accepted'), 'web|sshd|7|Accepted')
  assert.equal(parts('<86>1 2026-11-01T02:03:04Z web sshd 7 ID1 [a@1 b="c"] Accepted'), 'web|sshd|7|Accepted')
  assert.equal(parts('<86>1 2026-11-01T02:03:04Z web sshd - - - Accepted'), 'web|sshd|-|Accepted')
})

test('every head has a time', () => {
  for (const head of [
    'Nov  1 02:03:04',
    '2026-11-01T02:03:04Z',
    '<86>Nov  1 02:03:04',
    '<86>2026-11-01T02:03:04Z',
    '<86>1 2026-11-01T02:03:04Z',
  ])
    assert.equal(new Date(syslogTime(`${head} web sshd 7 - - x`)?.ms ?? 0).toISOString().slice(5, 19), '11-01T02:03:04', head)
  assert.equal(syslogTime('<86>1 web'), undefined)
})

test('lines without a head have none, and a head inside of a message is message', () => {
  assert.equal(parts('Nov  1 02:03:04 web kernel: x sshd[1]: Accepted'), 'web|kernel|-|x sshd[1]: Accepted')
  for (const line of [
    '',
    'Nov  1 02:03:04',
    'Nov  1 02:03:04 web',
    'Nov  1 02:03:04 web no colon here',
    'sshd[1]: Accepted',
    'Nov  1 02:03:04 web : x',
  ])
    assert.equal(parts(line), undefined, line)
})

test('property: any text, no throw, and the message is the end of the line', () => {
  const line = fc.tuple(
    fc.constantFrom('Nov  1 02:03:04 ', '2026-11-01T02:03:04Z ', '<1>', '<1>1 2026-11-01T02:03:04Z '),
    fc.string({ maxLength: 80 }),
  )
  fc.assert(
    fc.property(line, ([head, rest]) => {
      const record = syslogRecord(head + rest)
      assert.ok(record === undefined || (head + rest).endsWith(record.message))
    }),
  )
})

test('property: read as neighbours, lines are what they are read alone', () => {
  const stamp = fc.constantFrom('Nov  1 02:03:04', 'Nov  1 02:03:05', 'Nov 11 02:03:04', 'Xov  1 02:03:04', '2026-11-01T02:03:04Z')
  const rest = fc.constantFrom(
    ' web sshd[7]: a',
    ' web sshd[77]: b [1]: c',
    ' web sshd[x]: a',
    ' web sshd[7] a',
    ' db cron[1]: a',
    ' web /x/sshd[7]: a',
    ' web a(b)[7]: c',
    '',
    ' web sshd[]: a',
    ' web sshd[7]:a',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(stamp, rest), { maxLength: 8 }), lines => {
      const read = openSyslogRecords()
      for (const [head, end] of lines) assert.deepEqual(read(head + end), syslogRecord(head + end))
    }),
  )
})
