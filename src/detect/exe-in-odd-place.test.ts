import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { exeInOddPlace } from './exe-in-odd-place.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })
const detect = (...processes: Process[]) => [...exeInOddPlace.detect(factsOf({ processes }), noIntel, new Set())]
const severityAt = (path: string, given: Partial<Process> = {}) =>
  detect(processOf({ pid: 7, ppid: 5, loginUid: 1000, exe: exe(path), ...given }))[0]?.severity

test('hit: memory, concealed and data-only places, and a daemon in /tmp', () => {
  for (const path of [
    '/dev/shm/x',
    '/tmp/.x/kinsing',
    '/var/tmp/.../httpd-w',
    '/tmp/.X11-unix/a',
    '/etc/apparmor.d/abc/x1y2z3',
    '/usr/lib/.a/b',
  ])
    assert.equal(severityAt(path), 'medium', path)
  assert.equal(severityAt('/tmp/kdevtmpfsi', { ppid: 1 }), 'medium')
})

test('hit: started by cron or a web server, and scripts', () => {
  const cron = processOf({ pid: 3, name: 'cron' })
  const shell = processOf({ pid: 4, ppid: 3, parent: cron.id, name: 'sh', exe: exe('/usr/bin/dash'), argv: ['sh', '-c', '/tmp/x'] })
  const [found] = detect(cron, shell, processOf({ pid: 5, ppid: 4, parent: shell.id, exe: exe('/tmp/x') }))
  assert.equal(found?.severity, 'medium')
  const script = { exe: exe('/usr/bin/bash'), argv: ['bash', '/dev/shm/ex.sh'] }
  assert.deepEqual(
    detect(processOf({ pid: 7, ...script })).map(f => [f.severity, f.confidence]),
    [['medium', 0.4]],
  )
})

test('near miss: a user at work in /tmp, build tools, an AppImage, own dot directories', () => {
  for (const path of [
    '/tmp/a.out',
    '/tmp/go-build12/b1/exe/x',
    '/tmp/.mount_Obsidi1/obsidian',
    '/home/a/.mytool/bin/x',
    '/opt/app/.rt/bin/x',
  ])
    assert.equal(severityAt(path), 'low', path)
  for (const path of [
    '/usr/bin/x',
    '/home/a/.local/bin/x',
    '/opt/app/x',
    '/home/a/.vscode-server/bin/1/node',
    '/snap/x/1/x',
    '/nix/store/a/bin/x',
  ])
    assert.equal(severityAt(path), undefined, path)
  assert.deepEqual(
    detect(processOf({ pid: 8, exe: exe('/tmp/x'), kernelThread: true }), processOf({ pid: 9, exe: exe('/tmp/x'), state: 'Z' })),
    [],
  )
  assert.deepEqual(detect(processOf({ pid: 7, exe: exe('/usr/bin/bash'), argv: ['bash', '-c', 'ls /tmp/x'] })), [])
  for (const word of ['/dev/fd/3', '/dev/stdin', '/proc/self/fd/3'])
    assert.deepEqual(
      detect(processOf({ pid: 7, exe: exe('/usr/bin/bash'), argv: ['bash', word], open: [{ fd: 3, target: 'pipe:[5]' }] })),
      [],
      word,
    )
  for (const script of ['/etc/backup.sh', '/tmp/install.sh'])
    assert.deepEqual(
      detect(processOf({ pid: 7, exe: exe('/usr/bin/bash'), argv: ['bash', script] })).map(f => f.severity),
      ['low'],
      script,
    )
})
