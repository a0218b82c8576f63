import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseExeLink } from './exe-link.ts'

test('tells deleted and memory-only programs', () => {
  assert.deepEqual(parseExeLink('/tmp/x (deleted)'), { path: '/tmp/x', marked: true, memfd: false })
  assert.deepEqual(parseExeLink('/memfd:a b (deleted)'), { path: '/memfd:a b', marked: true, memfd: true })
  assert.deepEqual(parseExeLink('/memfd:fake/x'), { path: '/memfd:fake/x', marked: false, memfd: false })
})

test('any path comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), bytes => {
      const path = `/${textOf(bytes)}`
      assert.equal(parseExeLink(`${path} (deleted)`).path, path)
      assert.ok(bytesOf(path).length > 0)
    }),
  )
})
