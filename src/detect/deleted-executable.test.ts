import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { deletedExecutable } from './deleted-executable.ts'

const detect = (exe: { path: string; deleted: boolean; memfd: boolean }, uid = 0) => [
  ...deletedExecutable.detect(factsOf({ processes: [processOf({ pid: 7, exe, uid })] }), noIntel, new Set()),
]

test('hit: deleted in /tmp, and memfd under the account of a service', () => {
  assert.equal(detect({ path: '/tmp/x', deleted: true, memfd: false })[0]?.severity, 'medium')
  assert.equal(detect({ path: '/memfd:a', deleted: true, memfd: true }, 33)[0]?.severity, 'medium')
})

test('near miss: a packaged service upgraded under its feet, and a file that is there', () => {
  assert.equal(detect({ path: '/usr/sbin/nginx', deleted: true, memfd: false }).length, 0)
  assert.equal(detect({ path: '/tmp/x', deleted: false, memfd: false }).length, 0)
})

test('near miss: a launcher that runs from a memfd as root is a hint, no more', () => {
  assert.equal(detect({ path: '/memfd:launcher', deleted: true, memfd: true })[0]?.severity, 'low')
})

test('near miss: rebuilt programs and container runtimes weigh little', () => {
  for (const path of ['/srv/app/server', '/home/a/.cargo/target/debug/app', '/tmp/go-build123/b001/exe/main'])
    assert.equal(detect({ path, deleted: true, memfd: false })[0]?.severity, 'low', path)
  assert.equal(detect({ path: '/memfd:runc_cloned:/proc/self/exe', deleted: true, memfd: true })[0]?.severity, 'info')
})
