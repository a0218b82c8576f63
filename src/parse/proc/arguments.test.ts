import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { splitArguments, splitEnvironment } from './arguments.ts'

test('an overwritten title leaves one argument; empty arguments within stay', () => {
  assert.deepEqual(splitArguments(bytesOf('nginx: worker process\0\0\0\0')), ['nginx: worker process'])
  assert.deepEqual(splitArguments(bytesOf('a\0\0b\0')), ['a', '', 'b'])
  assert.deepEqual(splitArguments(bytesOf('')), [])
})

test('padding cannot push LD_PRELOAD out of sight', () => {
  const kept = splitEnvironment(bytesOf(`A=${'x'.repeat(70_000)}\0B=1\0junk\0LD_PRELOAD=/tmp/x.so\0`))
  assert.deepEqual(kept, ['LD_PRELOAD=/tmp/x.so'])
})

test('any arguments come back', () => {
  const word = fc.uint8Array({ minLength: 1, maxLength: 12 }).map(b => textOf(b.map(x => x || 1)))
  fc.assert(fc.property(fc.array(word), words => assert.deepEqual(splitArguments(bytesOf(words.map(w => `${w}\0`).join(''))), words)))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void splitEnvironment(bytes)))
})
