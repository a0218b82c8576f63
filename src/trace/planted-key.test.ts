import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf, fileOrigin, incidentOf, keptSource } from '../../test/events.ts'
import type { HostEvent } from '../core/event.ts'
import type { StandingClues } from '../core/trace.ts'
import { loadEntryModel } from '../intel/entry-model.ts'
import { traceIncident } from './trace.ts'

const { model } = loadEntryModel()
const thief = '192.0.2.201'
const login = (time: string, address: string, given: Partial<HostEvent> = {}) =>
  eventOf(time, 'login', { outcome: 'success', address, user: 'alice', method: 'password', port: 40000, ...given })
const byKey = (time: string, address: string, given: Partial<HostEvent> = {}) =>
  login(time, address, { method: 'publickey', key: 'SHA256:x', port: 50000, ...given })
const written = (time: string, user = 'alice', home = `/home/${user}`): HostEvent =>
  eventOf(time, 'file', {
    source: 'files',
    trust: 'kernel',
    clock: 'kernel',
    spread: 0.001,
    path: `${home}/.ssh/authorized_keys`,
    user,
    method: 'born',
  })
const weeks = (address: string, given: Partial<HostEvent> = {}): HostEvent[] =>
  Array.from({ length: 6 }, (_, i) => byKey(`2026-04-2${i} 09:00:00`, address, { locator: `/var/log/auth.log:${i}`, ...given }))

function told(events: HostEvent[], standing: Partial<StandingClues> = {}, user = 'alice') {
  const incident = incidentOf({ origins: { processes: [], files: [fileOrigin('/tmp/.x/xmrig', '2026-05-01 03:20:00')] } })
  const sources = [keptSource('auth'), keptSource('journal')]
  const causal = [{ key: 'SSH_CONNECTION', value: `${thief} 50000 10.0.0.5 22`, entity: 'process:4242@1' as const, events: [] }]
  const services = [{ name: 'sshd', listens: ['0.0.0.0:22'] }, ...(standing.services ?? [])]
  const all = { host: 'web1', incident, at: at('2026-05-02 00:00:00'), zone: 'UTC', events, sources, gaps: [], model }
  const { candidates } = traceIncident({ ...all, standing: clueless({ causal, owners: [user], ...standing, services }) })
  const [top] = candidates
  return {
    top: top.id,
    address: top.entry?.address,
    posterior: top.posterior,
    stolen: candidates.find(c => c.id === 'stolen-key')?.posterior ?? 0,
    unknown: candidates.find(c => c.id === 'unknown')?.posterior ?? 0,
  }
}

test('who left a key of his own after coming in by a password came in by the password', () => {
  const { top, address, stolen } = told([
    login('2026-05-01 03:19:00', '203.0.113.99'),
    written('2026-05-01 03:19:01'),
    byKey('2026-05-01 03:19:30', thief),
  ])
  assert.deepEqual([top, address], ['stolen-password', '203.0.113.99'])
  assert.ok(stolen < 0.1)
})

test('also days before, by a command, as root, and when he had to guess', () => {
  const append = eventOf('2026-04-27 11:00:40', 'privilege', {
    user: 'bob',
    target: 'root',
    command: '/usr/bin/tee -a /home/alice/.ssh/authorized_keys',
  })
  const days = [login('2026-04-27 11:00:00', '203.0.113.99', { user: 'bob' }), append, byKey('2026-05-01 03:19:30', thief)]
  assert.equal(told(days).top, 'stolen-password')
  const guessing = eventOf('2026-05-01 03:10:00', 'login-failed', {
    address: '203.0.113.99',
    user: 'alice',
    count: 300,
    outcome: 'failure',
  })
  const guessed = [
    guessing,
    login('2026-05-01 03:18:00', '203.0.113.99'),
    written('2026-05-01 03:18:05'),
    byKey('2026-05-01 03:19:30', thief),
  ]
  assert.equal(told(guessed).top, 'ssh-brute-force')
})

test('an old key is stolen, whatever its file went through since', () => {
  const stolen = [...weeks('198.51.100.30'), byKey('2026-05-01 03:19:30', thief)]
  assert.equal(told(stolen).top, 'stolen-key')
  // He leaves a second key; the owner, or a tool, had written the file an hour before; somebody else came by a password.
  assert.equal(told([...stolen, written('2026-05-01 03:19:40')]).top, 'stolen-key')
  assert.equal(told([...stolen, login('2026-05-01 02:59:00', '203.0.113.99'), written('2026-05-01 03:00:00')]).top, 'stolen-key')
  // Copying it away is no writing.
  const copied = eventOf('2026-05-01 03:00:00', 'command', {
    user: 'alice',
    command: 'cp ~/.ssh/authorized_keys /tmp/a; cat .ssh/authorized_keys > b',
  })
  assert.equal(told([login('2026-05-01 02:59:00', '203.0.113.99'), copied, byKey('2026-05-01 03:19:30', thief)]).top, 'stolen-key')
})

test('where only the time of logins is left, a server that takes keys alone tells that there was one', () => {
  const bare = { method: undefined, key: undefined, source: 'logins' }
  const events = [...weeks('198.51.100.30', bare), written('2026-05-01 03:19:00'), byKey('2026-05-01 03:19:30', thief, bare)]
  assert.equal(told(events, { settings: ['sshd.passwordauthentication=no'] }).top, 'stolen-key')
  assert.notEqual(told(events.slice(-2), { settings: ['sshd.passwordauthentication=no'] }).top, 'stolen-key')
})

test('a stolen key by which another key was left is stolen', () => {
  const { top, address } = told([
    ...weeks('198.51.100.30', { key: 'SHA256:old' }),
    byKey('2026-05-01 03:10:00', '203.0.113.99', { key: 'SHA256:old', port: 41000 }),
    written('2026-05-01 03:10:01'),
    byKey('2026-05-01 03:19:30', thief),
  ])
  assert.deepEqual([top, address], ['stolen-key', '203.0.113.99'])
})

test('who is known for long did not plant it; then nobody knows who did', () => {
  const { top, stolen, unknown } = told([
    ...weeks('198.51.100.30', { key: 'SHA256:owner' }),
    byKey('2026-05-01 03:00:00', '198.51.100.30', { key: 'SHA256:owner', port: 41000 }),
    written('2026-05-01 03:19:00'),
    byKey('2026-05-01 03:19:30', thief),
  ])
  assert.equal(top, 'unknown')
  assert.ok(stolen < 0.3 && unknown > 0.3, `${stolen} ${unknown}`)
})

test('a key that came with an attack leads to what was attacked, days before it was used; a scan that was turned away leads nowhere', () => {
  const request = (status: number) =>
    eventOf('2026-04-26 02:00:00', 'exploit', {
      source: 'web-access',
      address: '203.0.113.212',
      attack: 'jenkins-script-console',
      request: 'POST /script',
      status,
    })
  const services = [
    { name: 'java', listens: ['127.0.0.1:8080'] },
    { name: 'jenkins', listens: ['127.0.0.1:8080'] },
    { name: 'nginx', listens: ['0.0.0.0:80'] },
  ]
  const days = (status: number) =>
    told([request(status), written('2026-04-26 02:00:01'), byKey('2026-05-01 03:19:30', thief)], { services })
  const { top, address, stolen } = days(200)
  assert.deepEqual([top, address], ['jenkins', '203.0.113.212'])
  assert.ok(stolen < 0.1, `${stolen}`)
  assert.equal(days(404).top, 'stolen-key')
})

test('a key that a service wrote leads to the service', () => {
  const standing = { services: [{ name: 'redis-server', listens: ['0.0.0.0:6379'] }], settings: ['redis.requirepass='] }
  const dumped = { ...standing, remains: [{ key: 'redis-dump', value: '/root/.ssh/authorized_keys', findings: ['F-2'] }] }
  const root = (time: string) => byKey(time, thief, { user: 'root' })
  assert.equal(told([root('2026-05-01 03:19:30')], dumped, 'root').top, 'redis')
  const attack = eventOf('2026-05-01 03:18:59', 'request', {
    source: 'web-access',
    address: thief,
    attack: 'web-shell',
    request: 'POST /uploads/x.php?cmd=echo+ssh-rsa',
    status: 200,
  })
  const shell = [attack, written('2026-05-01 03:19:00', 'www-data', '/var/www'), byKey('2026-05-01 03:19:30', thief, { user: 'www-data' })]
  const web = told(
    shell,
    {
      services: [
        { name: 'php-fpm8.2', listens: [] },
        { name: 'nginx', listens: ['0.0.0.0:80'] },
      ],
    },
    'www-data',
  )
  assert.ok(['php', 'web-rce'].includes(web.top), web.top)
  const unseen = told(shell.slice(1), { services: [{ name: 'nginx', listens: ['0.0.0.0:80'] }] }, 'alice')
  assert.ok(unseen.unknown > web.unknown && unseen.stolen < 0.6, `${unseen.unknown} ${unseen.stolen}`)
  assert.ok(web.stolen < 0.1)
})
