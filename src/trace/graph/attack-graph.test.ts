import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, incidentOf, processOrigin } from '../../../test/events.ts'
import type { EntityId } from '../../core/entity.ts'
import { some } from '../../core/some.ts'
import type { EntryCandidate } from '../../core/trace.ts'
import { attackGraphOf } from './attack-graph.ts'

const base = incidentOf().findings[0]
const about = (id: string, ...ids: EntityId[]) => ({ ...base, id, about: some(ids)! })
const incident = incidentOf({
  findings: [
    base,
    { ...about('F-2', 'autostart:user-crontab:/var/spool/cron/crontabs/root#1'), class: 'persistence' },
    { ...about('F-3', 'autostart:user-crontab:/var/spool/cron/crontabs/root#2'), class: 'persistence' },
    { ...about('F-4', 'key:/root/.ssh/authorized_keys#SHA256:x'), class: 'access', signal: 'intrusion' },
    { ...about('F-5', 'connection:tcp/10.0.0.5:5000-192.0.2.1:3333'), class: 'pool' },
  ],
  members: ['process:4242@1', 'file:/tmp/.x/xmrig', 'file:/tmp/.x/notes', 'connection:tcp/10.0.0.5:5000-192.0.2.1:3333'],
  edges: [
    { from: 'process:4242@1', to: 'file:/tmp/.x/xmrig', how: 'runs' },
    { from: 'process:4242@1', to: 'connection:tcp/10.0.0.5:5000-192.0.2.1:3333', how: 'connects' },
    { from: 'autostart:user-crontab:/var/spool/cron/crontabs/root#1', to: 'file:/tmp/.x/xmrig', how: 'starts' },
  ],
  origins: { processes: [processOrigin(4242, '2026-05-01 03:20:00')], files: [] },
})
const redis: EntryCandidate = {
  id: 'redis',
  title: { zh: 'Redis', en: 'Redis' },
  techniques: ['T1190'],
  posterior: 0.97,
  band: [0.9, 0.99],
  weighed: [],
  entry: { at: at('2026-05-01 03:19:00'), spread: 1, address: '203.0.113.7', by: 'CONFIG SET dir', events: ['E-1'] },
  collect: [],
  close: [],
}

test('from outside through the door to the miner, its pool and on', () => {
  const graph = attackGraphOf(incident, redis, [{ from: 'web1', to: 'db1', how: 'ssh', sure: 'seen', events: ['E-2'] }], 'web1')
  const ranks = new Map(graph.nodes.map(n => [n.id, n.rank]))
  for (const { from, to } of graph.edges) assert.ok((ranks.get(from) ?? 9) < (ranks.get(to) ?? 0), `${from} → ${to} leads back`)
  const reached = new Set(graph.edges.map(e => e.to))
  for (const { id, rank } of graph.nodes) assert.ok(rank === 0 || reached.has(id), `nobody leads to ${id}`)
  assert.equal(graph.nodes[0]?.label, '203.0.113.7')
  assert.ok(graph.nodes.some(n => n.label === '/var/spool/cron/crontabs/root ×2'))
  assert.ok(graph.nodes.some(n => n.label === '192.0.2.1:3333') && graph.nodes.some(n => n.label === 'db1'))
  assert.equal(graph.pruned, 1)
})

test('near miss: a way in that nobody is sure of is drawn as not known', () => {
  const graph = attackGraphOf(incident, { ...redis, posterior: 0.3 }, [], 'web1')
  assert.deepEqual([graph.nodes[0]?.label, graph.nodes[0]?.entity], ['?', undefined])
})

test('without an incident there is nothing to draw', () => {
  assert.deepEqual(attackGraphOf(undefined, redis, [], 'web1'), { nodes: [], edges: [], pruned: 0 })
})
