import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseMaps } from './maps.ts'

test('sums up executable files, writable executable memory and the largest anonymous mapping', () => {
  const summary = parseMaps(
    bytesOf(
      [
        '565059078000-565059082000 r-xp 00002000 fe:00 260131                     /usr/bin/a b',
        '565059082000-565059083000 r-xp 00000000 fe:00 9 /tmp/x\\012y (deleted)',
        '565059084000-565059085000 rw-p 00000000 fe:00 9 /tmp/data',
        '7f0000000000-7f0080000000 rw-p 00000000 00:00 0 ',
        '7f1000000000-7f1082000000 rw-p 00000000 00:10 77 /anon_hugepage (deleted)',
        '7f2000000000-7f2000040000 rwxp 00000000 00:00 0 ',
        '7ffc00000000-7ffc00001000 r-xp 00000000 00:00 0 [vdso]',
        'nonsense',
      ].join('\n'),
    ),
  )
  assert.deepEqual(summary, {
    executableFiles: ['/usr/bin/a b', '/tmp/x\ny (deleted)'],
    anonymousRwx: 1,
    largestAnonymous: 0x82000000,
  })
})

test('any bytes never throw; a long line takes as long as it is', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void parseMaps(bytes)))
  assertGrowsLinearly(size => void parseMaps(bytesOf(`1-2 rwxp 0 0:0 0${' '.repeat(size)}\u0001`)), 8192)
  assertGrowsLinearly(size => void parseMaps(bytesOf('0'.repeat(size))), 8192)
  assert.equal(textOf(bytesOf('')), '')
})
