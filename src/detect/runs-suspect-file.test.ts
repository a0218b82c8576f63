import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { entity } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { runsSuspectFile } from './runs-suspect-file.ts'

const bash = { path: '/usr/bin/bash', deleted: false, memfd: false }
const runs = (pid: number, argv: string[], given: Partial<Process> = {}) => processOf({ pid, argv, exe: bash, ...given })
const detect = (processes: Process[], leads: string[], files: FileFact[] = []) => [
  ...runsSuspectFile.detect(factsOf({ processes, files }), noIntel, new Set(leads.map(path => entity('file', path)))),
]

test('hit: every process of an accused script, also one given by a relative path, and of an accused program', () => {
  const loop = '/opt/.x/loop'
  const [found, ...more] = detect([runs(7, ['/bin/bash', loop]), runs(8, ['bash', './loop'], { cwd: '/opt/.x' })], [loop])
  assert.deepEqual(found?.about, ['process:7@1000', 'process:8@1000', `file:${loop}`])
  assert.equal(more.length, 0)
  assert.equal(detect([processOf({ pid: 9, exe: { path: '/opt/m', deleted: false, memfd: false } })], ['/opt/m']).length, 1)
})

test('near miss: another script, code given by -c that names it, a reader of it, one in another root, one that has ended', () => {
  const loop = '/opt/.x/loop'
  const cat = { path: '/usr/bin/cat', deleted: false, memfd: false }
  const others = [
    runs(1, ['/bin/bash', '/opt/.x/loop2']),
    runs(2, ['/bin/bash', '-c', loop]),
    runs(3, ['cat', loop], { exe: cat }),
    runs(4, ['/bin/bash', loop], { root: '/srv/chroot' }),
    runs(5, ['/bin/bash', loop], { state: 'Z' }),
  ]
  assert.deepEqual(detect(others, [loop]), [])
  assert.deepEqual(detect([runs(7, ['/bin/bash', loop])], []), [])
})

test('near miss: the accused file is the shell itself, or a command of a package that was replaced', () => {
  assert.deepEqual(detect([runs(7, ['bash', '/srv/job'])], ['/usr/bin/bash']), [])
  const wrapper = fileOf({ path: '/usr/bin/ps', magic: 'script', packaged: 'modified' })
  assert.deepEqual(detect([runs(7, ['/bin/bash', '/usr/bin/ps'])], ['/usr/bin/ps'], [wrapper]), [])
})
