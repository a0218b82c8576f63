import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likeRandom, uuidOf } from './uuid.ts'

test('as RFC 9562 appendix A.4 has it: www.example.com in the namespace of DNS', () => {
  assert.equal(uuidOf('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'), '2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

test('other names, other ids; the same name, the same', () => {
  assert.equal(uuidOf('a'), uuidOf('a'))
  assert.notEqual(uuidOf('a'), uuidOf('b'))
})

test('what must look random is of version 4, and the same for the same name', () => {
  assert.match(likeRandom('a'), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  assert.equal(likeRandom('a'), likeRandom('a'))
  assert.notEqual(likeRandom('a'), likeRandom('b'))
})
