import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { mutualWatchdogs } from './mutual-watchdogs.ts'

const detect = (processes: Process[], files: FileFact[] = [], leads: Process[] = []) =>
  [...mutualWatchdogs.detect(factsOf({ processes, files }), noIntel, new Set(leads.map(p => p.id)))].map(f => [f.severity, ...f.about])
const exe = (path: string) => ({ path, deleted: false, memfd: false })
const script = (pid: number, path: string) => processOf({ pid, exe: exe('/usr/bin/bash'), argv: ['bash', path] })

test('hit: two scripts that start each other', () => {
  const files = [
    fileOf({ path: '/tmp/a.sh', head: 'while :; do pgrep -f /tmp/b.sh || bash /tmp/b.sh & sleep 5; done' }),
    fileOf({ path: '/tmp/b.sh', head: 'while :; do pgrep -f /tmp/a.sh || bash /tmp/a.sh & sleep 5; done' }),
  ]
  assert.deepEqual(detect([script(7, '/tmp/a.sh'), script(8, '/tmp/b.sh')], files), [['high', 'process:7@1000', 'process:8@1000']])
})

test('hit: one guards the other, an accused program anywhere', () => {
  const files = [fileOf({ path: '/tmp/a.sh', head: 'while true; do pidof x || /opt/x/xyz; sleep 60; done' })]
  const kept = processOf({ pid: 8, exe: exe('/opt/x/xyz'), argv: ['/opt/x/xyz'] })
  assert.deepEqual(detect([script(7, '/tmp/a.sh'), kept], files, [kept]), [['medium', 'process:7@1000', 'process:8@1000']])
})

test('near miss: nobody accused, a longer path, a script that runs another once, the same program twice', () => {
  const files = [fileOf({ path: '/tmp/a.sh', head: 'while true; do pidof x || /opt/x/xyz; sleep 60; done' })]
  assert.deepEqual(detect([script(7, '/tmp/a.sh'), processOf({ pid: 8, exe: exe('/opt/x/xyz') })], files), [])
  const other = processOf({ pid: 8, exe: exe('/tmp/x'), argv: ['/tmp/x'] })
  assert.deepEqual(detect([script(7, '/tmp/a.sh'), other], [fileOf({ path: '/tmp/a.sh', head: 'while :; do /tmp/x.old; done' })]), [])
  assert.deepEqual(detect([script(7, '/tmp/a.sh'), other], [fileOf({ path: '/tmp/a.sh', head: '/tmp/x --version' })]), [])
  assert.deepEqual(detect([other, processOf({ pid: 9, exe: exe('/tmp/x'), argv: ['/tmp/x', '/tmp/x', 'while'] })]), [])
})
