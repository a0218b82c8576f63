import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { sameBinaryManyNames } from './same-binary-many-names.ts'

const detect = (processes: Process[], files: FileFact[] = []) => [
  ...sameBinaryManyNames.detect(factsOf({ processes, files }), noIntel, new Set()),
]
const run = (pid: number, path: string, argv0: string, given = {}) =>
  processOf({ pid, argv: [argv0], exe: { path, deleted: false, memfd: false, dev: '8:1', ino: 5, ...given } })

test('hit: one inode, or one content, under two names', () => {
  assert.equal(detect([run(7, '/tmp/a', 'sshd'), run(8, '/tmp/a', '/usr/sbin/cron')])[0]?.about.length, 2)
  const files = ['/tmp/a', '/dev/shm/b'].map(path => fileOf({ path, sha256: 'f00' }))
  assert.equal(detect([run(7, '/tmp/a', 'a', { ino: 1 }), run(8, '/dev/shm/b', 'b', { ino: 2 })], files).length, 1)
  assert.equal(detect([run(7, '/srv/x', 'a', { deleted: true }), run(8, '/srv/x', 'b', { deleted: true })]).length, 1)
})

test('near miss: busybox, an interpreter, a living program of the owner, one name twice', () => {
  assert.deepEqual(detect([run(7, '/bin/busybox', 'sh'), run(8, '/bin/busybox', 'crond')]), [])
  assert.deepEqual(detect([run(7, '/tmp/v/bin/python3', 'celery'), run(8, '/tmp/v/bin/python3', 'flask')]), [])
  assert.deepEqual(detect([run(7, '/home/a/.cargo/bin/rustup', 'cargo'), run(8, '/home/a/.cargo/bin/rustup', 'rustc')]), [])
  assert.deepEqual(detect([run(7, '/tmp/a', '/tmp/a'), run(8, '/tmp/a', 'a')]), [])
})
