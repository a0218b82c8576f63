import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseCgroup } from './cgroup.ts'

test('reads both versions', () => {
  assert.deepEqual(parseCgroup(bytesOf('4:memory:/a\n1:name=systemd:/b:c\n0::/system.slice/x.service\nbroken\n')), [
    { hierarchy: 4, controllers: 'memory', path: '/a' },
    { hierarchy: 1, controllers: 'name=systemd', path: '/b:c' },
    { hierarchy: 0, controllers: '', path: '/system.slice/x.service' },
  ])
})

test('any bytes never throw; any path without newline comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      parseCgroup(bytes)
      const path = `/${textOf(bytes).replaceAll('\n', '_')}`
      assert.deepEqual(
        parseCgroup(bytesOf(`0::${path}`)).map(l => l.path),
        [textOf(bytesOf(path))],
      )
    }),
  )
})
