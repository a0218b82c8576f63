import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { elfOf } from '../../../test/elf.ts'
import { bytesOf, concat } from '../../core/bytes.ts'
import { readElf } from './elf.ts'

const read = (bytes: Uint8Array, size = bytes.length) => readElf((offset, length) => bytes.subarray(offset, offset + length), size)
/** Noise that is the same in every run. */
const noise = Uint8Array.from({ length: 16384 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) ^ (Math.imul(i, 40503) >>> 7))

test('both classes and byte orders: needed libraries, hooks, interpreter', () => {
  for (const bits of [32, 64] as const)
    for (const little of [true, false]) {
      const given = { bits, little, machine: little ? 62 : 8, needed: ['libc.so.6', 'libdl.so.2'], exports: ['readdir', 'main', 'open'] }
      const elf = read(elfOf({ ...given, interpreter: '/lib/ld.so', sections: [0, 11, 2] }))
      assert.deepEqual(elf, {
        machine: little ? 'x86-64' : 'mips',
        bits,
        type: 'pie',
        static: false,
        stripped: false,
        needed: given.needed,
        exports: ['open', 'readdir'],
        sections: 3,
        interpreter: '/lib/ld.so',
      })
    }
})

test('static and stripped; a truncated file says so', () => {
  const bytes = elfOf({ type: 2, body: new Uint8Array(100) })
  assert.deepEqual([read(bytes)?.static, read(bytes)?.stripped, read(bytes)?.malformed], [true, true, undefined])
  assert.equal(read(bytes.subarray(0, 150))?.malformed, 'file ends early')
  assert.equal(read(bytes.subarray(0, 40)), undefined)
})

test('packer marks: UPX, UPX rubbed out, noise without sections; a program that only knows of UPX is none', () => {
  const mark = concat([bytesOf('1234UPX!'), noise])
  assert.equal(read(elfOf({ type: 2, body: mark }))?.packer, 'UPX')
  assert.equal(read(elfOf({ type: 2, body: noise, memory: 1 << 20 }))?.packer, 'UPX (altered)')
  assert.equal(read(elfOf({ type: 2, body: noise }))?.packer, 'no sections, high entropy')
  assert.equal(read(elfOf({ type: 2, body: noise, sections: [0, 1] }))?.packer, undefined)
  assert.equal(read(elfOf({ type: 2, body: concat([new Uint8Array(9000), bytesOf('UPX!'), new Uint8Array(9000)]) }))?.packer, undefined)
})

test('any damage to a header: no throw, bounded reads', () => {
  const whole = elfOf({ needed: ['libc.so.6'], exports: ['readdir', 'open'], interpreter: '/lib/ld.so', sections: [0, 2], body: noise })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(600), fc.nat(255))), fc.nat(whole.length), (changes, keep) => {
      const bytes = whole.slice(0, keep)
      for (const [at, value] of changes) if (at > 3 && at < bytes.length) bytes[at] = value
      let asked = 0
      readElf((offset, length) => {
        asked += length
        return bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length))
      }, bytes.length)
      assert.ok(asked < 16 << 20)
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), bytes => void read(concat([bytesOf('\x7fELF'), bytes]))))
})
