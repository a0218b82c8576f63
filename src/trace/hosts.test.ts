import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clueless, eventOf, fileOrigin, incidentOf, keptSource } from '../../test/events.ts'
import { some } from '../core/some.ts'
import type { Trace } from '../core/trace.ts'
import { loadEntryModel } from '../intel/entry-model.ts'
import { hostGraphOf } from './hosts.ts'
import { traceIncident } from './trace.ts'

const { model } = loadEntryModel()

/** A host that was come to from `from` at `time`, and from which somebody then went to `to`; its clock is `skew` seconds fast. */
function traced(host: string, address: string, from: string, time: string, to?: string, skew = 0): Trace {
  const moved = (text: string, seconds: number): string =>
    new Date(Date.parse(at(text)) + (seconds + skew) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const incident = incidentOf({ host, origins: { processes: [], files: [fileOrigin('/tmp/.x/xmrig', moved(time, 60))] } })
  const events = [
    eventOf(moved(time, 0), 'login', {
      host,
      user: 'root',
      address: from,
      method: 'publickey',
      key: 'SHA256:x',
      locator: `/var/log/auth.log:${host}`,
    }),
    ...(to === undefined
      ? []
      : [
          eventOf(moved(time, 300), 'privilege', {
            host,
            user: 'root',
            command: `/usr/bin/ssh root@${to} sh -s`,
            locator: `/var/log/auth.log:9${host}`,
          }),
        ]),
  ]
  const sources = [keptSource('auth', '2026-04-01 00:00:00', '2026-05-05 00:00:00')]
  return traceIncident({
    host,
    incident,
    addresses: [address],
    at: at('2026-05-05 00:00:00'),
    zone: 'UTC',
    events,
    sources,
    gaps: [],
    standing: clueless({ owners: ['root'], services: [{ name: 'sshd', listens: [] }] }),
    model,
  })
}

test('three hosts: from outside to a, from a to b, from b to c', () => {
  const a = traced('a', '10.0.0.1', '203.0.113.9', '2026-05-01 01:00:00', '10.0.0.2')
  const b = traced('b', '10.0.0.2', '10.0.0.1', '2026-05-01 01:05:04', '10.0.0.3')
  const c = traced('c', '10.0.0.3', '10.0.0.2', '2026-05-01 01:10:10', '10.0.0.77')
  const graph = hostGraphOf(some([c, b, a])!)
  assert.equal(graph.patientZero?.host, 'a')
  assert.equal(graph.patientZero?.sure, 'likely')
  assert.deepEqual(
    graph.edges
      .filter(e => e.within)
      .map(e => `${e.from} ${e.to}`)
      .sort(),
    ['a b', 'b c'],
  )
  assert.ok(graph.next.includes('10.0.0.77'))
})

test('a clock that is two hours slow does not make a host the first', () => {
  const a = traced('a', '10.0.0.1', '203.0.113.9', '2026-05-01 01:00:00', '10.0.0.2')
  const b = traced('b', '10.0.0.2', '10.0.0.1', '2026-05-01 01:05:04', undefined, -7200)
  const graph = hostGraphOf(some([a, b])!)
  const slow = graph.hosts.find(h => h.host === 'b')
  assert.ok(Math.abs((slow?.skew ?? 0) + 7200) < 60, String(slow?.skew))
  assert.equal(graph.hosts[0].host, 'a')
  assert.equal(graph.patientZero?.host, 'a')
  assert.equal(graph.patientZero?.sure, 'likely')
})

test('near miss: hosts that never met have a first one only by time', () => {
  const graph = hostGraphOf(
    some([traced('a', '10.0.0.1', '203.0.113.9', '2026-05-02 01:00:00'), traced('b', '10.0.0.2', '203.0.113.8', '2026-05-01 01:00:00')])!,
  )
  assert.equal(graph.edges.filter(e => e.within).length, 0)
  assert.equal(graph.patientZero?.host, 'b')
})
