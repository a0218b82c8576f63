import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf, socketOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { OpenFile, Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { socketShell } from './socket-shell.ts'

const exe = (path: string) => ({ path, deleted: false, memfd: false })
const facts = (given: Partial<Process>) => factsOf({ processes: [processOf({ pid: 7, exe: exe('/usr/bin/bash'), ...given })] })
const severities = (found: Iterable<{ severity: string }>) => [...found].map(f => f.severity)

test('hit on a TCP connection, near miss for local sockets, pipes, served connections', () => {
  const open = (a: string, b = a): OpenFile[] => [
    { fd: 0, target: a },
    { fd: 1, target: b },
  ]
  const detect = (given: Partial<Process>) =>
    severities(socketShell.detect({ ...facts(given), sockets: [socketOf({ inode: 9 })] }, noIntel, new Set()))
  assert.deepEqual(detect({ open: open('socket:[9]') }), ['high'])
  assert.deepEqual(detect({ open: open('socket:[8]') }), [])
  assert.deepEqual(detect({ open: open('/dev/pts/0', 'socket:[9]') }), [])
  assert.deepEqual(detect({ open: open('socket:[9]'), exe: exe('/usr/bin/nc') }), [])
  assert.deepEqual(detect({ open: open('socket:[9]'), ppid: 1, cgroup: ['0::/system.slice/check@1-10.service'] }), ['low'])
})
