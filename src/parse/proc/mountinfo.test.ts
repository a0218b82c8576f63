import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseMountinfo } from './mountinfo.ts'

test('reads optional tags, a bind mount over /proc/PID and escaped blanks', () => {
  const mounts = parseMountinfo(
    bytesOf(
      '36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:7 - ext3 /dev/root rw,errors=continue\n' +
        '90 23 0:5 /.x /proc/4242 rw - tmpfs tmpfs rw\n91 23 8:1 / /mnt/a\\040b\\012c rw shared:1 - ext4 /dev/sd\\134a rw,x=a b\n',
    ),
  )
  assert.deepEqual(mounts[0], {
    id: 36,
    parent: 35,
    dev: '98:0',
    root: '/mnt1',
    target: '/mnt2',
    options: 'rw,noatime',
    tags: ['master:1', 'shared:7'],
    type: 'ext3',
    source: '/dev/root',
    superOptions: 'rw,errors=continue',
  })
  assert.equal(mounts[1]?.target, '/proc/4242')
  assert.deepEqual([mounts[2]?.target, mounts[2]?.source, mounts[2]?.superOptions], ['/mnt/a b\nc', '/dev/sd\\a', 'rw,x=a b'])
})

test('reads every line of this machine', () => {
  const bytes = readFileSync('/proc/self/mountinfo')
  assert.equal(parseMountinfo(bytes).length, bytes.toString().trimEnd().split('\n').length)
})

test('any bytes: never throws; any target comes back', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), bytes => void parseMountinfo(bytes)))
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), bytes => {
      const target = textOf(bytes)
      const escaped = [...bytes].map(b => (b <= 32 || b === 92 ? `\\${b.toString(8).padStart(3, '0')}` : textOf(Uint8Array.of(b))))
      const [mount] = parseMountinfo(bytesOf(`1 2 0:1 / ${escaped.join('')} rw - t s rw`))
      assert.equal(mount?.target, target)
    }),
  )
})
