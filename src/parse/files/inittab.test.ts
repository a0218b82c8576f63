import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseInittab } from './inittab.ts'

const inittab = `# comment
id:2:initdefault:
si::sysinit:/etc/init.d/rcS
1:2345:respawn:/sbin/getty 38400 tty1
::respawn:/tmp/x a:b
broken
#2:23:respawn:/no
`

test('System V and BusyBox lines', () => {
  assert.deepEqual(
    [...parseInittab(bytesOf(inittab))].map(l => [l.number, l.id, l.levels, l.action, l.process]),
    [
      [3, 'si', '', 'sysinit', '/etc/init.d/rcS'],
      [4, '1', '2345', 'respawn', '/sbin/getty 38400 tty1'],
      [5, '', '', 'respawn', '/tmp/x a:b'],
    ],
  )
})

test('any bytes: never throws; every line holds its own text', () => {
  fc.assert(
    fc.property(garbageLike(inittab), bytes => {
      for (const { span, text, process } of parseInittab(bytes)) {
        assert.ok(process !== '' && text.includes(process))
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      }
    }),
  )
})
