import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rpmHeaderOf } from '../../../test/rpm.ts'
import { parseRpmHeader } from './rpm.ts'

const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

test('name, version, files with digests', () => {
  const rpm = parseRpmHeader(rpmHeaderOf({ name: 'procps-ng', version: '3.3', files: { '/usr/bin/ps': sha256, '/usr/share/doc/x': '' } }))
  assert.deepEqual([rpm?.name, rpm?.version, rpm?.algorithm], ['procps-ng', '3.3-1.el9', 'sha256'])
  const plain = { config: false, ghost: false, notInstalled: false, user: 'root', group: 'tty' }
  assert.deepEqual(rpm?.files, [
    { path: '/usr/bin/ps', digest: sha256, ...plain },
    { path: '/usr/share/doc/x', digest: '', ...plain },
  ])
})

test('files written are files read', () => {
  const path = fc.stringMatching(/^\/[a-z]{1,9}(\/[a-z0-9.-]{1,9}){0,4}$/)
  fc.assert(
    fc.property(fc.dictionary(path, fc.constantFrom(sha256, '')), files => {
      const rpm = parseRpmHeader(rpmHeaderOf({ name: 'x', files }))
      assert.deepEqual(
        rpm?.files.map(f => [f.path, f.digest]),
        Object.entries(files),
      )
    }),
  )
})

test('any damage: no throw', () => {
  const whole = rpmHeaderOf({ name: 'x', files: { '/a/b': sha256, '/a/c': sha256 } })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255))), fc.nat(whole.length), (changes, keep) => {
      const bytes = whole.slice(0, keep)
      for (const [at, value] of changes) if (at < keep) bytes[at] = value
      parseRpmHeader(bytes)
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseRpmHeader(bytes)))
})
