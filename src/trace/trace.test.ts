import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf, incidentOf, keptSource, processOrigin } from '../../test/events.ts'
import { loadEntryModel } from '../intel/entry-model.ts'
import { standingOf } from './standing.ts'
import { type TraceInput, traceIncident } from './trace.ts'

const { model, gaps } = loadEntryModel()
const seen = at('2026-05-02 00:00:00')

function input(given: Partial<TraceInput>): TraceInput {
  return {
    host: 'web1',
    incident: incidentOf(),
    at: seen,
    zone: 'UTC',
    events: [],
    sources: [],
    gaps: [],
    standing: clueless(),
    model,
    ...given,
  }
}

const guessed = [
  eventOf('2026-05-01 02:50:00', 'login-failed', {
    user: 'root',
    address: '203.0.113.9',
    count: 240,
    until: at('2026-05-01 03:14:58'),
    outcome: 'failure',
  }),
  eventOf('2026-05-01 03:15:02', 'login', { user: 'root', address: '203.0.113.9', port: 50123, method: 'password', outcome: 'success' }),
]
const sshd = { name: 'sshd', listens: ['0.0.0.0:22'] }

test('the rules are read whole', () => assert.deepEqual(gaps, []))

test('guessed, then in, then the miner in that session: established', () => {
  const process = processOrigin(4242, '2026-05-01 03:20:00', {
    environ: ['SSH_CONNECTION=203.0.113.9 50123 198.51.100.1 22'],
    cgroup: '/user.slice/user-0.slice/session-7.scope',
  })
  const incident = incidentOf({ origins: { processes: [process], files: [] } })
  const standing = { ...standingOf(incident, undefined), looked: true, services: [sshd] }
  const made = traceIncident(input({ incident, events: guessed, sources: [keptSource('auth')], standing }))
  const [top] = made.candidates
  assert.equal(top.id, 'ssh-brute-force')
  assert.equal(made.standing, 'established')
  assert.equal(top.entry?.address, '203.0.113.9')
  assert.equal(made.moments.occurrence?.at, at('2026-05-01 03:15:02'))
  assert.ok(top.band[0] <= top.posterior && top.posterior <= top.band[1])
})

test('posteriors add up to 1, and without any record nothing is sure', () => {
  const made = traceIncident(input({}))
  assert.ok(Math.abs(made.candidates.reduce((sum, c) => sum + c.posterior, 0) - 1) < 1e-9)
  assert.equal(made.standing, 'open')
  assert.ok(made.collectNext.length > 0)
})

test('what the host does not have need not be closed', () => {
  const looked = (services: TraceInput['standing']['services']) =>
    traceIncident(input({ standing: { ...clueless(), looked: true, services } })).closing.map(c => c.id)
  assert.ok(looked([{ name: 'redis-server', listens: ['0.0.0.0:6379'] }]).includes('redis-closed-to-net'))
  assert.deepEqual(
    looked([]).filter(id => /redis|php|web|docker|postgres|mysql/.test(id)),
    [],
  )
})

test('guessing that never succeeded is noise', () => {
  const events = [
    eventOf('2026-04-20 00:00:00', 'login-failed', { user: 'root', address: '203.0.113.9', count: 9000, until: at('2026-05-01 23:00:00') }),
  ]
  const made = traceIncident(input({ events, sources: [keptSource('auth')], standing: clueless({ services: [sshd] }) }))
  assert.notEqual(made.candidates[0].id, 'ssh-brute-force')
})

test('a dump of Redis among the crontabs means Redis', () => {
  const standing = clueless({
    services: [{ name: 'redis-server', listens: ['0.0.0.0:6379'] }, sshd],
    remains: [{ key: 'redis-dump', value: '/var/spool/cron/crontabs/root:3', findings: ['F-9'] }],
  })
  const made = traceIncident(input({ standing, sources: [keptSource('auth')] }))
  assert.equal(made.candidates[0].id, 'redis')
  assert.equal(made.standing, 'established')
})
