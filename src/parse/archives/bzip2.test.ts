import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat } from '../../core/bytes.ts'
import { bunzipped, isBzip2 } from './bzip2.ts'

/** Packed by bzip2 1.0.8: "hello hello hello\\n", nothing at all, 300 times "a". */
const hello = Buffer.from('QlpoOTFBWSZTWeW18wkAAARRAAAQQAACRKAAIbUYDAKQacKjC7kinChIctr5hIA=', 'base64')
const empty = Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64')
const many = Buffer.from('QlpoOTFBWSZTWadK4RsAAAKRAIAgIAAACCAAIKptQZjFR4u5IpwoSFOlcI2A', 'base64')

function unpack(input: Uint8Array, step = 7): { text: string; cut: boolean } {
  let at = 0
  let cut = false
  const parts: Uint8Array[] = []
  const next = (): Uint8Array | undefined => {
    if (at >= input.length) return undefined
    at += step
    return input.subarray(at - step, at)
  }
  for (const piece of bunzipped(next)) {
    if (piece === 'cut') cut = true
    else parts.push(piece)
  }
  return { text: Buffer.from(concat(parts)).toString('latin1'), cut }
}

test('what bzip2 packed comes out again, over several streams, in any pieces', () => {
  assert.ok(isBzip2(hello) && !isBzip2(Buffer.from('BZh0')))
  for (const step of [1, 7, 100]) {
    assert.deepEqual(unpack(hello, step), { text: 'hello hello hello\n', cut: false })
    assert.deepEqual(unpack(empty, step), { text: '', cut: false })
    assert.deepEqual(unpack(many, step), { text: 'a'.repeat(300), cut: false })
    assert.deepEqual(unpack(concat([many, empty, hello]), step), { text: `${'a'.repeat(300)}hello hello hello\n`, cut: false })
  }
})

test('the same as the tool, on text of every kind', {
  skip: spawnSync('bzip2', ['--help']).error !== undefined && 'bzip2 is not installed',
}, () => {
  const texts = [
    'x',
    'abcabcabc'.repeat(50_000),
    'a'.repeat(1_000_000),
    Array.from({ length: 30_000 }, (_, i) => `${i * 7919} sshd\n`).join(''),
    '\0\xff'.repeat(300),
  ]
  for (const text of texts) {
    const packed = spawnSync('bzip2', ['-1'], { input: Buffer.from(text, 'latin1'), maxBuffer: 1 << 26 }).stdout
    assert.ok(unpack(packed, 4096).text === text)
  }
})

test('property: damage is told and never hangs', () => {
  assert.equal(unpack(hello.subarray(0, 20)).cut, true)
  assert.equal(unpack(Buffer.from('no bzip2 at all')).cut, true)
  fc.assert(
    fc.property(fc.nat(hello.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = Uint8Array.from(hello)
      damaged[at]! ^= flip
      assert.ok(unpack(damaged).text.length <= 900_000 * 255)
    }),
  )
})
