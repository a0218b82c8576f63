import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseGroup } from './group.ts'

const parse = (text: string) => [...parseGroup(bytesOf(text))]

test('groups with their members; broken lines are passed over', () => {
  assert.deepEqual(parse('root:x:0:\nsudo:x:27:a, b,\nbroken\nx:x:y:a\n'), [
    { line: 1, name: 'root', gid: 0, members: [] },
    { line: 2, name: 'sudo', gid: 27, members: ['a', 'b'] },
  ])
})

test('property: members come back', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/)), members => {
      assert.deepEqual(parse(`g:x:7:${members.join(',')}\n`)[0]?.members, members)
    }),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseGroup(bytes)]))
})
