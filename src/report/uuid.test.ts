import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuidOf } from './uuid.ts'

test('as RFC 9562 appendix A.4 has it: www.example.com in the namespace of DNS', () => {
  assert.equal(uuidOf('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'), '2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

test('other names, other ids; the same name, the same', () => {
  assert.equal(uuidOf('a'), uuidOf('a'))
  assert.notEqual(uuidOf('a'), uuidOf('b'))
})
