import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSharedTemporary, ownDirectory } from './own-directory.ts'

test('hit: hidden directories from the outermost, directories of their own below temporary places', () => {
  assert.equal(ownDirectory('/tmp/.xdiag/hroot/cp'), '/tmp/.xdiag')
  assert.equal(ownDirectory('/root/.configrc7/a/kswapd00'), '/root/.configrc7')
  assert.equal(ownDirectory('/dev/shm/b/x9pl4k'), '/dev/shm/b')
})

test("near miss: everybody's directories", () => {
  for (const path of [
    '/tmp/a',
    '/var/tmp/.lock',
    '/dev/shm/a',
    '/tmp/systemd-private-0a1b-nginx.service-x/tmp/a',
    '/root/.ssh/a',
    '/home/u/.cache/a/b',
    '/etc/a',
    '/usr/bin/a',
    '/a',
    '/',
    '',
  ])
    assert.equal(ownDirectory(path), undefined, path)
  assert.ok(isSharedTemporary('/tmp') && isSharedTemporary('/run/user/1000') && !isSharedTemporary('/tmp/x'))
})

test('any text: a directory above the path or none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('/', '.', 'tmp', 'a', '.x', 'proc/1/root'), { maxLength: 12 }), parts => {
      const own = ownDirectory(`/${parts.join('')}`)
      assert.ok(own === undefined || `/${parts.join('')}`.startsWith(own))
    }),
  )
})
