import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, processOf, userOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan } from '../core/plan.ts'
import type { Some } from '../core/some.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { makePlan } from './plan.ts'

const now = '2026-05-02T00:00:00.000Z' as Instant
const systemd = processOf({ pid: 1, name: 'systemd', exe: { path: '/usr/lib/systemd/systemd', deleted: false, memfd: false } })
const unit = '[Service]\nExecStart=/tmp/x\n'

function planOf(paths: readonly string[], facts: Partial<Facts> = {}, tree: Record<string, Node> = {}, kind = 'systemd-service'): Plan {
  const autostarts = paths.map(path => autostartOf({ kind, path, extent: 'file', command: '/tmp/x', text: unit }))
  const findings = autostarts.map(e => findingOf({ about: [e.id], class: 'persistence' })) as unknown as Some<Finding>
  const files = { ...Object.fromEntries(paths.map(path => [path, unit])), ...tree }
  const members = findings.flatMap(f => f.about)
  const incident: Incident = { id: 'I-1', host: 'h', verdict: 'mining', confidence: 1, findings, members, edges: [], timeline: [] }
  const host = memoryHost(files, { name: 'h', origin: { kind: 'live' } })
  return makePlan(incident, factsOf({ autostarts, processes: [systemd], ...facts }), host, now)
}
const outline = ({ steps }: Plan) => steps.map(s => [s.action, s.detail['managers'] ?? s.detail['units'] ?? s.detail['path']])

test('the manager is told after the units are gone, and stops them after their processes', () => {
  const path = '/etc/systemd/system/evil.service'
  assert.deepEqual(outline(planOf([path])), [
    ['disarm-autostart', path],
    ['reload-services', ['system']],
    ['stop-units', ['system evil.service']],
  ])
})

test('on a disk nobody is told, and where the first process is no init neither', () => {
  const path = '/etc/systemd/system/evil.service'
  const shell = processOf({ pid: 1, name: 'bash', exe: { path: '/usr/bin/bash', deleted: false, memfd: false } })
  assert.deepEqual(outline(planOf([path], { processes: [shell] })), [['disarm-autostart', path]])
})

test('a unit that shadows one of a package is never stopped: behind it stands the real one', () => {
  const plan = planOf(['/etc/systemd/system/ssh.service'], {}, { '/usr/lib/systemd/system/ssh.service': unit })
  assert.deepEqual(
    plan.steps.map(s => s.action),
    ['disarm-autostart', 'reload-services'],
  )
})

test('a unit in whose group others run is not stopped', () => {
  const web = processOf({ pid: 90, name: 'web', cgroup: ['0::/system.slice/evil.service'] })
  assert.deepEqual(
    planOf(['/etc/systemd/system/evil.service'], { processes: [systemd, web] }).steps.map(s => s.action),
    ['disarm-autostart', 'reload-services'],
  )
})

test('a name that is no name of a unit is never given to a manager', () => {
  const plan = planOf(['/etc/systemd/system/a b;reboot.service'])
  assert.ok(!plan.steps.some(s => s.action === 'stop-units'))
})

test('a unit in a home is told to the manager of its owner alone, if that runs', () => {
  const path = '/home/ada/.config/systemd/user/x.service'
  const users = [userOf({ name: 'ada', uid: 1000, home: '/home/ada' })]
  const manager = (pid: number, uid: number) =>
    processOf({
      pid,
      uid,
      argv: ['/lib/systemd/systemd', '--user'],
      exe: { path: '/usr/lib/systemd/systemd', deleted: false, memfd: false },
    })
  const running = { users, processes: [systemd, manager(500, 1000), manager(600, 1001)] }
  assert.deepEqual(outline(planOf([path], running, {}, 'systemd-user-unit')), [
    ['disarm-autostart', path],
    ['reload-services', ['1000']],
    ['stop-units', ['1000 x.service']],
  ])
  assert.deepEqual(outline(planOf([path], { users }, {}, 'systemd-user-unit')), [['disarm-autostart', path]])
})

test('what no signal tells is advice with the exact command', () => {
  const { advice } = planOf(['/etc/ld.so.conf.d/x.conf'], {}, {}, 'ld-so-conf')
  assert.ok(advice.some(a => a.command === 'ldconfig'))
})
