import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, processOf } from '../../test/facts.ts'
import { containerRow } from '../../test/system.ts'
import type { Process } from '../core/facts/process.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Instant } from '../core/instant.ts'
import { type Cause, causesOfFile, causesOfProcess } from './causes.ts'

const exe = { path: '/tmp/x', deleted: false, memfd: false }
const init = processOf({ pid: 1, ppid: 0, name: 'systemd' })
const miner = (more: Partial<Process> = {}): Process =>
  processOf({ pid: 40, name: 'x', exe, argv: ['/tmp/x'], startTicks: 5000, cgroup: ['0::/'], ...more })
const why = (process: Process, facts: Partial<Facts> = {}): readonly Cause[] =>
  causesOfProcess(process, factsOf({ ...facts, processes: [init, process, ...(facts.processes ?? [])] }))
const said = (causes: readonly Cause[]): string[] => causes.map(c => `${c.certainty} ${c.said.en}`)

const cron = processOf({ pid: 20, name: 'cron', startTicks: 100 })
const shell = processOf({ pid: 30, ppid: 20, name: 'sh', argv: ['/bin/sh', '-c', '/opt/start.sh'], startTicks: 4999 })
const job = autostartOf({ path: '/etc/cron.d/y', line: 7, command: 'sh -c /tmp/x', when: '* * * * *' })

test('cron, by its child or by its control group, and the line that says so', () => {
  assert.deepEqual(said(why(miner({ ppid: 30 }), { processes: [cron, shell], autostarts: [job] })), [
    'sure started by /etc/cron.d/y:7 (* * * * *)',
  ])
  const adopted = miner({ cgroup: ['0::/system.slice/cron.service'] })
  assert.deepEqual(said(why(adopted, { autostarts: [job] })), ['sure started by /etc/cron.d/y:7 (* * * * *)'])
  const script = autostartOf({ path: '/var/spool/cron/crontabs/root', kind: 'user-crontab', line: 2, command: '/opt/start.sh' })
  assert.deepEqual(said(why(miner({ ppid: 30 }), { processes: [cron, shell], autostarts: [script] })), [
    'sure started by /var/spool/cron/crontabs/root:2',
  ])
})

test('what everybody runs names nobody, and the line that the shell was given counts before others that name the same', () => {
  const shells = processOf({ pid: 31, ppid: 20, name: 'sh', argv: ['/bin/sh', '-c', '/tmp/x >/dev/null 2>&1'], startTicks: 4999 })
  const lines = [
    autostartOf({ path: '/etc/cron.d/backup', line: 4, command: '[ -x /bin/sh ] && /opt/backup >/dev/null' }),
    autostartOf({ path: '/etc/cron.d/kk', line: 1, command: '/tmp/x >/dev/null 2>&1' }),
    autostartOf({ path: '/etc/cron.daily/x', extent: 'file', kind: 'cron-daily', command: '/tmp/x' }),
  ]
  assert.deepEqual(said(why(miner({ ppid: 31 }), { processes: [cron, shells], autostarts: lines })), ['sure started by /etc/cron.d/kk:1'])
})

test('cron, by the minute where no line names it, and where no line is to be seen', () => {
  const startedAt = new Date(2026, 5, 3, 14, 35, 1).toISOString() as Instant
  const other = (when: string, line: number) => autostartOf({ path: '/etc/cron.d/y', line, command: 'sh /root/.a', when })
  const process = miner({ cgroup: ['0::/system.slice/cron.service'], startedAt })
  assert.deepEqual(said(why(process, { autostarts: [other('*/5 * * * *', 1), other('0 3 * * *', 2)] })), [
    'likely started by cron in a minute that fits: started by /etc/cron.d/y:1 (*/5 * * * *)',
  ])
  assert.deepEqual(said(why(process)), ['sure started by cron, from a job that cannot be seen'])
})

test('a unit with its file or its timer, a template, a user’s own, and one that no file tells of', () => {
  const unit = autostartOf({ path: '/etc/systemd/system/sync.service', kind: 'systemd-service', extent: 'file', name: 'sync.service' })
  const timer = autostartOf({
    path: '/etc/systemd/system/sync.timer',
    kind: 'systemd-timer',
    extent: 'file',
    name: 'sync.timer',
    when: 'OnUnitActiveSec=60',
  })
  const process = miner({ cgroup: ['0::/system.slice/sync.service'], environ: ['INVOCATION_ID=1'] })
  assert.deepEqual(said(why(process, { autostarts: [unit, timer] })), [
    'sure by the unit sync.service, started by /etc/systemd/system/sync.service',
    'sure by the unit sync.service, started by /etc/systemd/system/sync.timer (OnUnitActiveSec=60)',
  ])
  assert.deepEqual(said(why(process)), ['sure by the unit sync.service, which is in the memory of systemd only and in no file'])
  const own = miner({ cgroup: ['0::/user.slice/user-1000.slice/user@1000.service/app.slice/sync.service'] })
  assert.match(said(why(own, { autostarts: [{ ...unit, path: '/home/a/.config/systemd/user/sync.service' }] }))[0] ?? '', /\/home\/a/)
  const instance = miner({ cgroup: ['0::/system.slice/system-sync.slice/sync@2.service'] })
  assert.match(
    said(why(instance, { autostarts: [{ ...unit, path: '/etc/systemd/system/sync@.service', name: 'sync@.service' }] }))[0] ?? '',
    /sync@\.service/,
  )
})

test('a session, with its address and its key', () => {
  const sshLogins = [
    { path: '/var/log/auth.log', user: 'root', address: '192.0.2.9', port: 5, method: 'publickey', fingerprint: 'SHA256:abc' },
  ]
  const process = miner({ environ: ['SSH_CONNECTION=192.0.2.9 5 10.0.0.1 22'], cgroup: ['0::/system.slice/ssh.service'] })
  assert.deepEqual(said(why(process, { sshLogins })), ['sure by an SSH session of root from 192.0.2.9 with the key SHA256:abc'])
  assert.deepEqual(said(why(process)), ['sure by an SSH session of 0 from 192.0.2.9'])
  const daemon = processOf({ pid: 21, name: 'sshd' })
  const session = processOf({ pid: 22, ppid: 21, name: 'sshd' })
  assert.deepEqual(said(why(miner({ ppid: 22, cgroup: ['0::/system.slice/ssh.service'] }), { processes: [daemon, session] })), [
    'sure by an SSH session of 0',
  ])
})

test('a container with its restart policy; a watchdog that began before; the shell that began with it is none', () => {
  const container = containerRow({ containerId: 'c1', name: 'web', restartPolicy: 'always' })
  assert.deepEqual(said(why(miner({ container: container.id }), { containers: [container] })), [
    'sure by the container web, restart policy always',
  ])
  const watchdog = processOf({ pid: 50, name: 'guard', startTicks: 100 })
  assert.deepEqual(said(why(miner({ ppid: 50 }), { processes: [watchdog] })), ['sure by the process guard (50), which is its parent'])
  assert.deepEqual(said(why(miner({ ppid: 50 }), { processes: [{ ...watchdog, startTicks: 4990 }] })), [
    'unknown by a process that was not seen',
  ])
})

test('nothing but a line that names it is likely, not sure', () => {
  const startedAt = new Date(2026, 5, 3, 14, 35, 1).toISOString() as Instant
  assert.deepEqual(said(why(miner({ startedAt }), { autostarts: [job] })), [
    'likely most likely started by /etc/cron.d/y:7 (* * * * *), for the time fits',
  ])
})

test('a file: who holds it open, who watches its directory, whose script names it, or nobody that was seen', () => {
  const path = '/var/tmp/.a/x'
  const files = [fileOf({ path: '/opt/guard.sh', head: `#!/bin/sh\ninotifywait /var/tmp/.a; cp /opt/m ${path}\n` })]
  const guard = (open: Process['open']): Process => processOf({ pid: 60, name: 'sh', argv: ['/bin/sh', '/opt/guard.sh'], open })
  const whose = (facts: Partial<Facts>): string[] => said(causesOfFile(path, factsOf(facts)))
  assert.deepEqual(whose({ processes: [guard([{ fd: 3, target: 'anon_inode:inotify' }])], files }), [
    'likely by the process sh (60), which watches its directory and makes it anew',
  ])
  assert.deepEqual(whose({ processes: [guard([])], files }), ['likely by the process sh (60), which runs a script that names it'])
  assert.deepEqual(whose({ processes: [guard([{ fd: 3, target: path }])] }), ['sure by the process sh (60), which holds it open'])
  assert.deepEqual(whose({ processes: [processOf({ pid: 61, open: [{ fd: 3, target: 'anon_inode:inotify' }] })] }), [
    'unknown by a process that was not seen',
  ])
})
