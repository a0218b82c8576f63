import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../core/bytes.ts'
import { nameTrick } from './names.ts'

test('names that pretend or vanish', () => {
  const tricks = ['nologin ', ' ', '...', '.. ', '. x', 'a\nb', 'a\u202etxt', 'ls\u200b', textOf(Uint8Array.of(0x66, 0xff))]
  assert.deepEqual(tricks.map(nameTrick), ['blank', 'blank', 'dots', 'dots', 'blank', 'control', 'invisible', 'invisible', 'not UTF-8'])
})

test('ordinary names', () => {
  for (const name of ['.', '..', 'ls', '.bashrc', 'My File.txt', '矿灯', 'naïve', '[', '😀', '..data'])
    assert.equal(nameTrick(name), undefined, name)
})

test('any bytes: an answer, and none for plain ASCII words', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void nameTrick(textOf(bytes))))
  fc.assert(fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9._-]*$/), name => nameTrick(name) === undefined && bytesOf(name).length > 0))
})
