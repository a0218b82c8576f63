// What a plan leaves to a person: commands to reinstall, services to restart, secrets to rotate, commands brought back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf, statOf, userOf } from '../../test/facts.ts'
import { findingOf } from '../../test/findings.ts'
import { verificationOf } from '../../test/verification.ts'
import { entity } from '../core/entity.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Plan } from '../core/plan.ts'
import type { Some } from '../core/some.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { makePlan } from './plan.ts'

const now = '2026-06-01T00:00:00.000Z' as Instant

function planOf(findings: Some<Finding>, rows: Partial<Facts>, tree: Readonly<Record<string, Node>> = {}, live = false): Plan {
  const members = findings.flatMap(f => f.about)
  const incident: Incident = { id: 'I-1', host: 'h', verdict: 'mining', confidence: 1, findings, members, edges: [], timeline: [] }
  return makePlan(incident, factsOf(rows), memoryHost(tree, { name: 'h', ...(live && { origin: { kind: 'live' } }) }), now)
}

const changed = (path: string): Finding => findingOf({ about: [entity('file', path)], class: 'tampering', signal: 'intrusion' })

test('a changed command is to be reinstalled with the manager of the host', () => {
  const commands = (['dpkg', 'rpm', 'apk'] as const).map(manager => {
    const packages = [{ manager, name: 'procps', version: '4', installed: true }]
    return planOf([changed('/usr/bin/ps')], { verifications: [verificationOf({ path: '/usr/bin/ps' })], packages }).advice[0]?.command
  })
  assert.deepEqual(commands, ['apt-get install --reinstall -y procps', 'yum reinstall -y procps', 'apk fix --reinstall procps'])
})

test('a name that is no package name never becomes a command', () => {
  const evil = 'x; reboot #'
  const packages = [{ manager: 'dpkg', name: evil, version: '1', installed: true }] as const
  const verifications = [verificationOf({ path: '/usr/bin/ps', package: evil })]
  const { advice } = planOf([changed('/usr/bin/ps')], { verifications, packages })
  assert.equal(advice[0]?.command, undefined)
})

test('a renamed command is brought back, a disabled one made executable, neither file is vaulted', () => {
  const verifications = [
    verificationOf({ path: '/usr/bin/wget', result: 'missing', sameContentAt: ['/usr/bin/wge'] }),
    verificationOf({ path: '/usr/bin/chattr', result: 'intact', mode: 0o644 }),
  ]
  const renamed = findingOf({
    about: ['file:/usr/bin/wge', 'file:/usr/bin/wget'],
    class: 'tampering',
    signal: 'intrusion',
    severity: 'medium',
  })
  const { steps } = planOf([renamed, changed('/usr/bin/chattr')], { verifications }, { '/usr/bin/wge': 'wget', '/usr/bin/chattr': 'x' })
  assert.deepEqual(
    steps.map(s => [s.action, s.detail['path'], s.detail['from'] ?? s.detail['mode']]),
    [
      ['restore-command', '/usr/bin/wget', '/usr/bin/wge'],
      ['make-executable', '/usr/bin/chattr', 0o755],
    ],
  )
})

test('who still holds the preloaded library is to be restarted', () => {
  const library = '/etc/libsystem.so'
  const maps = { executableFiles: [library], anonymousRwx: 0, largestAnonymous: 0 }
  const processes = [processOf({ pid: 50, name: 'nginx', cgroup: ['0::/system.slice/nginx.service'], maps })]
  const { steps, advice } = planOf([findingOf({ about: [entity('file', library)] })], { processes }, { [library]: 'x' })
  assert.deepEqual(
    steps.map(s => s.action),
    ['vault-file'],
  )
  assert.ok(advice.some(a => a.command === 'systemctl restart nginx.service' && a.targets.includes('process:50@1000')))
})

test('secrets are named by what the malware could reach, values never', () => {
  const users = [userOf({ name: 'deploy', uid: 1001, home: '/home/deploy' }), userOf({ name: 'root', uid: 0, home: '/root' })]
  const tree = {
    '/home/deploy/.aws/credentials': 'k',
    '/home/deploy/.ssh/id_rsa': 'k',
    '/home/deploy/.ssh/id_rsa.pub': 'k',
    '/root/.aws/credentials': { content: 'k', mode: 0o600 },
  }
  const process = processOf({ pid: 60, uid: 1001, euid: 1001, environ: ['DB_PASSWORD=hunter2', 'PATH=/bin', 'AWS_SECRET_ACCESS_KEY=zzz'] })
  const { advice } = planOf([findingOf({ about: [process.id] })], { users, processes: [process] }, tree)
  const files = advice.flatMap(a => a.targets).filter(t => t.startsWith('file:'))
  assert.deepEqual(files, ['file:/home/deploy/.aws/credentials', 'file:/home/deploy/.ssh/id_rsa'])
  const told = JSON.stringify(advice)
  assert.match(told, /DB_PASSWORD, AWS_SECRET_ACCESS_KEY/)
  assert.doesNotMatch(told, /hunter2|zzz|PATH/)
})

test('a job of root puts all homes within reach', () => {
  const entry = autostartOf({ path: '/etc/cron.d/x', user: 'root', command: '/tmp/x' })
  const users = [userOf({ name: 'root', uid: 0, home: '/root' }), userOf({ name: 'a', uid: 1000, home: '/home/a' })]
  const { advice } = planOf(
    [findingOf({ about: [entry.id] })],
    { autostarts: [entry], users },
    { '/etc/cron.d/x': '/tmp/x', '/home/a/.netrc': 'x' },
  )
  assert.ok(advice.some(a => a.targets.includes('file:/home/a/.netrc')))
})

test('a process is accused with the file it runs, and a script with its interpreter', () => {
  const file = fileOf({ path: '/tmp/x', stat: statOf({ dev: '8:1', ino: 7 }), magic: 'elf' })
  const script = fileOf({ path: '/tmp/d.sh', stat: statOf({ dev: '8:1', ino: 8 }), magic: 'script' })
  const exe = (path: string, ino: number) => ({ path, deleted: false, memfd: false, dev: '8:1', ino })
  const processes = [
    processOf({ pid: 70, exe: exe('/tmp/x', 7) }),
    processOf({ pid: 71, exe: exe('/usr/bin/bash', 9), argv: ['bash', '/tmp/d.sh'] }),
    processOf({ pid: 72, exe: exe('/usr/bin/vim', 10), argv: ['vim', '/tmp/d.sh'] }),
  ]
  const findings: Some<Finding> = [findingOf({ about: [file.id] }), findingOf({ about: [script.id] })]
  const { steps } = planOf(findings, { files: [file, script], processes }, { '/tmp/x': 'x', '/tmp/d.sh': 'x' })
  assert.deepEqual(steps[0]?.detail['pids'], [70, 71])
  assert.deepEqual(
    steps.map(s => s.action),
    ['freeze-processes', 'kill-group', 'kill-process', 'kill-process', 'vault-file', 'vault-file'],
  )
})

test('a declared miner is left alone', () => {
  const findings: Some<Finding> = [findingOf({ about: ['file:/opt/x'] })]
  const incident: Incident = { id: 'I', host: 'h', verdict: 'authorised', confidence: 1, findings, members: [], edges: [], timeline: [] }
  assert.deepEqual(makePlan(incident, factsOf(), memoryHost({ '/opt/x': 'x' }), now).steps, [])
})
