import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf, socketOf } from '../../test/facts.ts'
import { volatileOf } from '../../test/volatile.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan } from '../core/plan.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { makePlan, type PlanOptions } from './plan.ts'

const now = '2026-06-01T00:00:00.000Z' as Instant
const exe = { path: '/tmp/x', deleted: false, memfd: false, dev: '8:1', ino: 7 }
const miner = processOf({ pid: 500, name: 'x', exe, uid: 1001, euid: 1001 })
const shell = processOf({ pid: 800, ppid: 700, name: 'bash', environ: ['SSH_CONNECTION=198.51.100.7 50022 203.0.113.1 2222'] })
const own = processOf({ pid: 900, ppid: 800, name: 'node' })
const sshd = processOf({ pid: 700, ppid: 1, name: 'sshd' })
const unified: Record<string, Node> = { '/sys/fs/cgroup/unified/cgroup.controllers': '' }

function planOf(
  rows: Partial<Facts>,
  more: { excerpt?: string; tree?: Record<string, Node>; options?: PlanOptions; disk?: boolean } = {},
): Plan {
  const finding: Finding = {
    id: 'F-1',
    detector: 'miner-command-line',
    title: { zh: '矿工', en: 'a miner' },
    about: [miner.id],
    evidence: [{ source: 'proc', locator: '/proc/500/cmdline', excerpt: more.excerpt ?? 'x' }],
    techniques: [],
    severity: 'high',
    confidence: 0.9,
    class: 'miner',
    signal: 'mining',
    why: { zh: '因为', en: 'because' },
  }
  const incident: Incident = {
    id: 'I-1',
    host: 'web1',
    verdict: 'mining',
    confidence: 0.99,
    findings: [finding],
    members: [miner.id],
    edges: [],
    timeline: [],
  }
  const facts = factsOf({ ...rows, processes: [sshd, shell, own, miner, ...(rows.processes ?? [])] })
  const origin = more.disk === true ? ({ kind: 'disk', root: '/mnt' } as const) : ({ kind: 'live' } as const)
  const host = memoryHost(more.tree ?? {}, { name: 'web1', volatile: volatileOf({ ownPid: 900 }), origin })
  return makePlan(incident, facts, host, now, more.options)
}

const cutOf = ({ steps }: Plan) => steps.find(s => s.action === 'cut-egress')
const endpointsOf = (plan: Plan): unknown => cutOf(plan)?.detail['endpoints']
const to = (address: string, more = {}) => socketOf({ owners: [miner.id], remote: { address, port: 3333 }, ...more })
const kernel = [{ release: '5.13.0-1-amd64' }] as unknown as Facts['kernel']

test('what suspects are connected to and what their commands name is blocked in one step, right after the freeze', () => {
  const plan = planOf(
    { sockets: [to('203.0.113.5'), to('2001:db8:9::5', { protocol: 'udp', state: '' })] },
    { excerpt: '-o stratum+tcp://u@203.0.113.6:443 --http 203.0.113.7:80 -x 203.0.113.8 v1.2.3.4 http://300.1.1.1/' },
  )
  assert.deepEqual(endpointsOf(plan), ['2001:db8:9::5', '203.0.113.5', '203.0.113.6', '203.0.113.7'])
  assert.deepEqual(
    plan.steps.slice(0, 2).map(s => s.action),
    ['freeze-processes', 'cut-egress'],
  )
  assert.deepEqual(plan.refused, [])
  assert.equal(cutOf(plan)?.reversible, true)
  assert.deepEqual(cutOf(plan)?.detail['operators'], ['198.51.100.7'])
})

test('visitors, ended connections and our own addresses are no pools', () => {
  const listener = socketOf({ state: 'LISTEN', local: { address: '0.0.0.0', port: 80 }, remote: { address: '0.0.0.0', port: 0 } })
  const sockets = [
    listener,
    to('203.0.113.20', { local: { address: '10.0.0.1', port: 80 } }),
    to('203.0.113.21', { state: 'TIME-WAIT' }),
    to('127.0.0.1'),
    to('::1'),
    to('10.0.0.1'),
  ]
  const plan = planOf({ sockets })
  assert.equal(cutOf(plan), undefined)
  assert.deepEqual(plan.refused, [])
})

test('what a suspect merely holds and may not be blocked is left out in silence; what a finding names is told', () => {
  assert.deepEqual(planOf({ sockets: [to('10.0.0.9'), to('203.0.113.5')] }).refused, [])
  const named = planOf({}, { excerpt: 'stratum+tcp://10.0.0.9:3333' })
  assert.deepEqual(
    named.refused.map(r => [r.guard, r.target]),
    [['operator-connection', 'ip:10.0.0.9']],
  )
})

test('the frozen group is blocked too where the kernel can tell it, else an account that is the suspects’ alone', () => {
  const sockets = [to('203.0.113.5')]
  const detail = (rows: Partial<Facts>, tree = unified): unknown => {
    const { group, uid } = cutOf(planOf({ sockets, ...rows }, { tree }))?.detail ?? {}
    return [group, uid]
  }
  assert.deepEqual(detail({ kernel }), ['davylamp.I-1', undefined])
  assert.deepEqual(detail({ kernel: [{ release: '5.10.0' }] as unknown as Facts['kernel'] }), [undefined, 1001])
  assert.deepEqual(detail({ kernel }, {}), [undefined, 1001])
  assert.deepEqual(detail({ processes: [processOf({ pid: 77, uid: 1001 })] }, {}), [undefined, undefined])
  const withoutGroups = planOf({ sockets, kernel }, { tree: unified, options: { carries: kind => kind !== 'cgroup' } })
  assert.equal(cutOf(withoutGroups)?.detail['uid'], 1001)
})

test('the host is isolated when it is asked for, and where the kernel lies; the operator stays, by the port he came in', () => {
  const options = { isolate: true, management: ['192.0.2.0/24'] }
  const resolvers = [{ path: '/etc/resolv.conf', nameservers: ['127.0.0.53', '203.0.113.53'], search: [] }]
  const step = planOf({ resolvers }, { options }).steps.find(s => s.action === 'isolate-host')
  const { operators, ports, management, resolvers: dns, seconds } = step?.detail ?? {}
  assert.deepEqual([operators, ports, management, dns, seconds], [['198.51.100.7'], [2222], ['192.0.2.0/24'], ['203.0.113.53'], 120])
  assert.equal(
    planOf({}).steps.some(s => s.action === 'isolate-host'),
    false,
  )
})

test('a disk has no network', () => {
  const plan = planOf({ sockets: [to('203.0.113.5')] }, { options: { isolate: true }, disk: true })
  assert.deepEqual(
    plan.steps.filter(s => /egress|isolate/.test(s.action)),
    [],
  )
})

test('another round about the same incident goes by another name', () => {
  const names = ['203.0.113.5', '203.0.113.6'].map(address => cutOf(planOf({ sockets: [to(address)] }))?.detail['name'])
  assert.notEqual(names[0], names[1])
  for (const name of names) assert.match(String(name), /^I-1-[0-9a-f]+$/)
})
