import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseMonitControl } from './monit-control.ts'

const control = `set daemon 120
# start program = "/no"
check process nginx with pidfile /run/nginx.pid
  start program = "/usr/sbin/service nginx start" with timeout 60 seconds
  stop program  = "/usr/sbin/service nginx stop"
  if cpu > 80% for 5 cycles then exec "/tmp/x -a"
check program y with path "/opt/y.sh"
CHECK HOST h ADDRESS 192.0.2.1 START = /bin/z
`

test('programs that monit starts', () => {
  assert.deepEqual(
    [...parseMonitControl(bytesOf(control))].map(l => [l.number, l.check, l.what, l.command]),
    [
      [4, 'nginx', 'start program', '/usr/sbin/service nginx start'],
      [6, 'nginx', 'exec', '/tmp/x -a'],
      [7, 'y', 'check program', '/opt/y.sh'],
      [8, 'h', 'start program', '/bin/z'],
    ],
  )
})

test('a huge line takes as long as it is', () => {
  for (const [before, piece] of [
    ['', 'check program '],
    ['start', ' '],
    ['', 'exec "'],
  ] as const)
    assertGrowsLinearly(
      size => assert.ok([...parseMonitControl(bytesOf(before + piece.repeat(size / piece.length)))].length <= 1),
      8192,
      before + piece,
    )
})

test('any bytes: never throws; every line holds its own text', () => {
  fc.assert(
    fc.property(garbageLike(control), bytes => {
      for (const { span, text, command } of parseMonitControl(bytes)) {
        assert.ok(text.includes(command.split(';')[0] ?? ''))
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      }
    }),
  )
})
