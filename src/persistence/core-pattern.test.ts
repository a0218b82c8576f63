import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
import { testKind } from '../../test/kinds.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { corePattern } from './core-pattern.ts'

testKind(corePattern, {
  tree: {
    '/etc/sysctl.d/x.conf':
      '# kernel.core_pattern=|/no\nkernel.core_pattern = |/usr/lib/.x %p\nvm.swappiness=10\n-kernel/core_pattern=core\n',
  },
  lists: ['/etc/sysctl.d/x.conf:2 /usr/lib/.x %p'],
})

test('the live value is replaced, never cut', () => {
  const [entry] = autostartsOf(corePattern, { '/proc/sys/kernel/core_pattern': '|/tmp/x %p\n' })
  assert.ok(entry)
  assert.equal(entry.command, '/tmp/x %p')
  assert.equal(textOf(corePattern.disarm(entry, bytesOf('|/tmp/x %p\n')) ?? new Uint8Array()), 'core\n')
  assert.equal(textOf(corePattern.disarm(entry, bytesOf('core.%p\n')) ?? new Uint8Array()), 'core.%p\n')
  assert.deepEqual(autostartsOf(corePattern, { '/proc/sys/kernel/core_pattern': 'core\n' }), [])
})
