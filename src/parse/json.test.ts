import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../core/bytes.ts'
import { at, jsonOf, listAt, membersAt, stringAt, stringsAt, wordOf } from './json.ts'

test('never throws, never trusts a shape, never reaches into prototypes', () => {
  const value = jsonOf(bytesOf('{"a":{"b":["x",1,"y"]},"s":"t","__proto__":{"p":"q"}}'))
  assert.deepEqual(stringsAt(value, 'a', 'b'), ['x', 'y'])
  assert.deepEqual(listAt(value, 's'), [])
  assert.equal(stringAt(value, 'a'), '')
  assert.equal(at(value, 'a', 'constructor'), undefined)
  assert.deepEqual(
    membersAt(value, 'a').map(([key]) => key),
    ['b'],
  )
  assert.deepEqual([{ toString: '' }, ['x'], 1, 'x', null].map(wordOf), ['', '', '1', 'x', 'null'])
  fc.assert(fc.property(fc.uint8Array(), bytes => void jsonOf(bytes)))
  fc.assert(fc.property(fc.jsonValue(), any => assert.deepEqual(jsonOf(bytesOf(JSON.stringify(any))), JSON.parse(JSON.stringify(any)))))
})
