import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf, socketOf, userOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import type { Login, SshKey, SshLogin } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Incident, ScanResult } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan } from '../core/plan.ts'
import { nothingWatched, type Watched } from '../core/watched.ts'
import { type Sign, signsOf, watchedSigns } from './look-signs.ts'

const since = '2026-05-01T00:00:00.000Z' as Instant
const later = '2026-05-01T00:00:01.000Z' as Instant
const earlier = '2026-04-30T00:00:00.000Z' as Instant
const fingerprint = 'SHA256:abc'
const entry = autostartOf({ path: '/root/.ssh/authorized_keys', kind: 'authorized-keys', line: 3, text: 'ssh-ed25519 A x' })
const key: SshKey = {
  id: 'key:SHA256:abc',
  path: entry.path,
  line: 3,
  user: 'root',
  type: 'ssh-ed25519',
  fingerprint,
  comment: 'x',
  options: '',
}
const login = (more: Partial<SshLogin> = {}): SshLogin => ({
  path: '/var/log/auth.log',
  user: 'root',
  address: '192.0.2.9',
  port: 5,
  method: 'publickey',
  fingerprint,
  at: later,
  ...more,
})
const pool = socketOf({ remote: { address: '192.0.2.1', port: 3333 } })
const incident = { members: [pool.id], findings: [findingOf({ about: ['process:4@4', pool.id] })] } as unknown as Incident
const plan = {
  steps: [
    { action: 'disarm-autostart', detail: { kind: 'authorized-keys', entry: JSON.stringify(entry) } },
    { action: 'lock-account', detail: { user: 'sysd' } },
  ],
} as unknown as Plan
const started = factsOf({
  sockets: [pool, socketOf({ remote: { address: '192.0.2.2', port: 443 } })],
  autostarts: [entry],
  sshKeys: [key],
  sshLogins: [login({ at: earlier })],
})
const watched: Watched = {
  ...nothingWatched,
  programs: [{ was: 'process:4@4', exe: '/tmp/x', argv: '' }],
  ...watchedSigns(incident, plan, started),
}

const signs = (facts: Partial<Facts>, result: Partial<ScanResult> = {}): readonly Sign[] =>
  signsOf(watched, { findings: [], ...result } as unknown as ScanResult, factsOf(facts), since)

test('what is watched for: the pools of the incident, the keys and accounts of the plan', () => {
  assert.deepEqual(
    [watched.endpoints, watched.keys, watched.accounts, watched.logins.length],
    [['192.0.2.1:3333'], [fingerprint], ['sysd'], 1],
  )
})

test('traffic to the pool by anybody, also a first word; not by the frozen, not what is closing, not to others', () => {
  const by = processOf({ pid: 9 }).id
  assert.deepEqual(
    signs({
      sockets: [
        { ...pool, owners: [by] },
        { ...pool, state: 'SYN-SENT' },
      ],
    }).map(s => [s.what, s.hit]),
    [
      [pool.id, true],
      [pool.id, true],
    ],
  )
  assert.deepEqual(
    signs({
      sockets: [
        { ...pool, owners: ['process:4@4'] },
        { ...pool, state: 'TIME_WAIT' },
        socketOf({ remote: { address: '192.0.2.1', port: 22 } }),
      ],
    }),
    [],
  )
})

test('the key of the attacker is used again, the locked account is entered; not before the cleaning, not seen before, not by others', () => {
  const [sign, ...more] = signs({
    sshLogins: [
      login({ at: earlier }),
      login({ at: earlier, port: 6 }),
      login(),
      login({ fingerprint: 'SHA256:mine' }),
      login({ fingerprint: '', method: 'password' }),
    ],
  })
  assert.deepEqual(more, [])
  assert.match(sign?.said.en ?? '', /root from 192\.0\.2\.9 with the attacker's key SHA256:abc/)
  assert.equal(signs({ sshLogins: [login({ at: undefined, port: 7 })] }).length, 1, 'a log without a time zone')
  const entered: Login = {
    source: 'wtmp',
    path: '/var/log/wtmp',
    type: 'login',
    user: 'sysd',
    tty: '',
    host: '',
    address: '192.0.2.9',
    pid: 1,
    at: later,
  }
  assert.equal(
    signs({ logins: [entered, { ...entered, at: earlier }, { ...entered, user: 'root' }, { ...entered, source: 'btmp' }] }).length,
    1,
  )
  assert.equal(
    signs({ logins: [entered], sshLogins: [login({ user: 'sysd', fingerprint: '' })], users: [userOf({ name: 'sysd' })] }).length,
    1,
    'told once',
  )
})

test('what starts by itself since: told; a hit when it is accused; not what moved in its file, not what a package brought', () => {
  const fresh = autostartOf({ path: '/etc/cron.d/y', command: 'backup' })
  const brought = autostartOf({ path: '/etc/cron.d/z', command: 'logrotate' })
  const facts = {
    autostarts: [{ ...entry, line: 1, id: 'autostart:authorized-keys:moved#1' } as const, fresh, brought],
    files: [fileOf({ path: '/etc/cron.d/z', packaged: 'intact' })],
  }
  assert.deepEqual(
    signs(facts).map(s => [s.what, s.hit]),
    [[fresh.id, false]],
  )
  assert.deepEqual(
    signs(facts, { findings: [findingOf({ about: [fresh.id], severity: 'high' })] }).map(s => s.hit),
    [true],
  )
  assert.deepEqual(signsOf(nothingWatched, { findings: [] } as unknown as ScanResult, factsOf(facts), since), [], 'a case of before')
})
