import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type JournalForm, type JournalRecord, journalBytes } from '../../../test/journal.ts'
import type { Draft, LogFlaw } from '../../core/log-format.ts'
import { journalLog } from './journal.ts'

const start = Date.parse('2026-03-01T10:00:00Z')
/** As journald sees root's sshd. */
const sshd = { SYSLOG_IDENTIFIER: 'sshd', _COMM: 'sshd', _EXE: '/usr/sbin/sshd', _UID: '0', _PID: '812', _SYSTEMD_UNIT: 'ssh.service' }
const accepted = 'Accepted password for root from 203.0.113.9 port 40022 ssh2'

function read(records: readonly JournalRecord[], form: JournalForm = {}): (Draft | LogFlaw)[] {
  const file = journalBytes(records, form)
  return [...journalLog.read((offset, length) => file.subarray(offset, offset + length), file.length, { path: '/j', user: '' })]
}
const drafts = (records: readonly JournalRecord[]): Draft[] => read(records).filter((one): one is Draft => 'verb' in one)
const one = (fields: Readonly<Record<string, string>>): JournalRecord => ({ at: start, monotonic: 3_600_000_000, fields })

test('a login: the message by the reader of all logs, the rest by journald', () => {
  const [draft, ...more] = drafts([
    one({ ...sshd, MESSAGE: accepted, _AUDIT_SESSION: '5', _SOURCE_REALTIME_TIMESTAMP: `${(start - 2) * 1000}` }),
  ])
  assert.deepEqual(more, [])
  const { verb, user, address, pid, unit, session, clock, trust, time, locus, excerpt } = draft!
  assert.deepEqual(
    [verb, user, address, pid, unit, session, clock, trust],
    ['login', 'root', '203.0.113.9', 812, 'ssh.service', '5', 'kernel', undefined],
  )
  assert.deepEqual([time?.ms, time?.zoned, locus], [start - 2, true, '#s=1'])
  assert.match(
    excerpt ?? '',
    /^sshd\[812\]: Accepted .* \{_COMM=sshd _EXE=\/usr\/sbin\/sshd _UID=0 _AUDIT_SESSION=5 _SYSTEMD_UNIT=ssh.service\}$/,
  )
})

test('what another account writes in the name of sshd is no login but a forged record', () => {
  const forger = { ...sshd, _UID: '1000', _EXE: '/usr/bin/logger', _COMM: 'logger', MESSAGE: accepted }
  const [draft] = drafts([one(forger)])
  assert.deepEqual([draft?.verb, draft?.attack, draft?.user, draft?.address], ['alert', 'forged-log-record', 'root', '203.0.113.9'])
  const [copied] = drafts([one({ ...forger, _EXE: '/tmp/sshd' })])
  assert.equal(copied?.verb, 'alert')
  const { _EXE: _, ...gone } = forger
  const left = 'Disconnected from user deploy 203.0.113.9 port 40022'
  assert.deepEqual(
    drafts([one(gone), one({ ...gone, MESSAGE: left })]).map(d => [d.verb, d.trust]),
    [
      ['alert', 'user'],
      ['logout', 'user'],
    ],
  )
  assert.deepEqual(
    drafts([one({ ...sshd, MESSAGE: accepted, CONTAINER_ID: 'c0ffee' })]).map(d => [d.trust, d.container]),
    [['user', 'c0ffee']],
  )
})

test("sudo runs under the account of its caller, sshd's session under that of its user: both are themselves", () => {
  const sudo = 'deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/bash'
  const fields = { SYSLOG_IDENTIFIER: 'sudo', _EXE: '/usr/bin/sudo', _UID: '1000', MESSAGE: sudo }
  assert.deepEqual(
    drafts([one(fields)]).map(d => [d.verb, d.user, d.trust]),
    [['privilege', 'deploy', undefined]],
  )
  const session = { ...sshd, _UID: '1000', _EXE: '/usr/lib/openssh/sshd-session', SYSLOG_IDENTIFIER: 'sshd-session' }
  assert.equal(drafts([one({ ...session, MESSAGE: accepted })])[0]?.verb, 'login')
})

test('units and core dumps by the ids of their messages, of root only', () => {
  const failed = {
    MESSAGE_ID: 'be02cf6855d2428ba40df7e9d022f03d',
    UNIT: 'redis.service',
    MESSAGE: 'redis.service: Failed.',
    _UID: '0',
    _EXE: '/usr/lib/systemd/systemd',
  }
  assert.deepEqual(
    drafts([one(failed)]).map(d => [d.verb, d.unit, d.method, d.outcome]),
    [['unit', 'redis.service', 'failed', 'failure']],
  )
  assert.deepEqual(drafts([one({ ...failed, _UID: '33' })]), [])
  const manager = { ...failed, MESSAGE_ID: '39f53479d3a045ac8e11786248231fbf', SYSLOG_IDENTIFIER: 'systemd', _SYSTEMD_UNIT: 'init.scope' }
  assert.equal(drafts([one({ ...manager, MESSAGE: 'Started A cache with a name of its own.' })])[0]?.unit, 'redis.service')
  const dump = {
    MESSAGE_ID: 'fc2e22bc6ee647b6b90729ab34a250b1',
    COREDUMP_EXE: '/usr/sbin/nginx',
    COREDUMP_SIGNAL_NAME: 'SIGSEGV',
    _UID: '0',
    MESSAGE: 'x',
  }
  assert.deepEqual(
    drafts([one(dump)]).map(d => [d.verb, d.path, d.method]),
    [['error', '/usr/sbin/nginx', 'SIGSEGV']],
  )
})

test('messages of no interest give nothing', () => {
  assert.deepEqual(
    drafts([
      one({ ...sshd, MESSAGE: 'Server listening on 0.0.0.0 port 22.' }),
      one({ SYSLOG_IDENTIFIER: 'app', MESSAGE: accepted, _UID: '0' }),
    ]),
    [],
  )
})

test('boots, and a clock that was set; drawing it slowly is none', () => {
  const at = (seconds: number, monotonic: number, boot = 1): JournalRecord => ({
    at: start + seconds * 1000,
    monotonic: monotonic * 1_000_000,
    boot,
    fields: { MESSAGE: 'x' },
  })
  const found = drafts([at(0, 5), at(100, 105), at(3700, 205), at(4700.9, 1205), at(4710, 3, 2), at(4720, 9999, 3)])
  assert.deepEqual(
    found.map(d => [d.verb, d.time?.ms, d.locus]),
    [
      ['boot', start - 5000, '#s=1'],
      ['clock', start + 3_700_000, '#s=3'],
      ['boot', start + 4_707_000, '#s=5'],
    ],
  )
  assert.match(found[1]?.excerpt ?? '', /moved by \+3500\.000 s/)
})

test('what is wrong with the file is told too, and its extent', () => {
  const file = journalBytes([one({ MESSAGE: 'a' }), one({ MESSAGE: 'b' })])
  const at = (offset: number, length: number) => file.subarray(offset, offset + length)
  assert.deepEqual(journalLog.extent(at, file.length), {
    records: 2,
    from: { ms: start, zoned: true, grain: 0.001 },
    to: { ms: start, zoned: true, grain: 0.001 },
  })
  const cut = [...journalLog.read(at, file.length - 300, { path: '/j', user: '' })]
  assert.ok(cut.some(flaw => 'flaw' in flaw && flaw.flaw === 'cut'))
  assert.deepEqual([...journalLog.read(() => undefined, 100, { path: '/j', user: '' })].length, 1)
  assert.equal(journalLog.recognise('LPKSHHRH…', 'x') > 0.9 && journalLog.recognise('Mar 1', 'x.journal') === 0, true)
})

test("property: whatever the fields say, a draft never has another program's standing, and nothing throws", () => {
  const text = fc.oneof(fc.constant(accepted), fc.string({ unit: 'binary', maxLength: 80 }))
  const fields = fc.record({
    SYSLOG_IDENTIFIER: fc.constantFrom('sshd', 'sudo', 'su', 'useradd'),
    MESSAGE: text,
    MESSAGE_ID: fc.constantFrom('39f53479d3a045ac8e11786248231fbf', 'x'),
    _EXE: fc.oneof(
      fc.constant('/tmp/x'),
      fc.string({ maxLength: 20 }).map(s => `/home/${s}`),
    ),
    UNIT: text,
  })
  fc.assert(
    fc.property(fields, given => {
      for (const draft of drafts([one({ ...given, _UID: '1000' })])) assert.equal(draft.verb, 'alert')
    }),
  )
})
