import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, processOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import type { Socket } from '../core/facts/network.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import type { Incident } from '../core/incident.ts'
import { memoryHost } from '../host/memory.ts'
import { dumpDrafts } from './plan-dumps.ts'

const path = '/var/spool/cron/crontabs/root'
const redis = processOf({
  pid: 9,
  name: 'redis-server',
  exe: { path: '/usr/bin/redis-server', deleted: false, memfd: false },
  cwd: '/var/spool/cron/crontabs',
})
const listening = (owner: Process): Socket => ({
  id: 'connection:tcp/127.0.0.1:6379-0.0.0.0:0',
  protocol: 'tcp',
  local: { address: '127.0.0.1', port: 6379 },
  remote: { address: '0.0.0.0', port: 0 },
  state: 'LISTEN',
  inode: 1,
  uid: 0,
  netns: '1',
  owners: [owner.id],
})

function drafts(process: Process, disarmed: readonly string[] = [path], live = true, extent: 'file' | 'entry' = 'file') {
  const autostarts = [autostartOf({ kind: 'redis-dump', path, extent })]
  const findings = [findingOf({ about: [autostarts[0]!.id] })] as const
  const incident: Incident = { id: 'I-1', host: 'h', verdict: 'mining', confidence: 1, findings, members: [], edges: [], timeline: [] }
  const host = memoryHost(
    { '/var/lib/redis/': { type: 'directory' } },
    live ? { origin: { kind: 'live' } } : { origin: { kind: 'disk', root: '/mnt' } },
  )
  const facts = factsOf({ processes: [process], sockets: [listening(process)], autostarts })
  return dumpDrafts(new Set(disarmed), { incident, facts, host, accused: new Map() }).map(d => [
    d.action,
    d.detail['port'],
    d.detail['directory'],
    d.detail['path'],
  ])
}

test('the Redis whose working directory is the abused one is to save elsewhere', () => {
  assert.deepEqual(drafts(redis), [['redirect-dump', 6379, '/var/lib/redis', path]])
})

test('not one that saves at home, not another program in that directory, not for an ordinary dump, not when nothing is cut out, not on a disk', () => {
  assert.deepEqual(drafts({ ...redis, cwd: '/var/lib/redis' }), [])
  assert.deepEqual(drafts({ ...redis, exe: { path: '/usr/sbin/cron', deleted: false, memfd: false } }), [])
  assert.deepEqual(drafts(redis, [path], true, 'entry'), [])
  assert.deepEqual(drafts(redis, []), [])
  assert.deepEqual(drafts(redis, [path], false), [])
})
