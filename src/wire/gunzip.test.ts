import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { concat } from '../core/bytes.ts'
import { Gunzip } from './gunzip.ts'

const text = '{"id":1,"method":"mining.noop"}\n'

test('one member or many, in any pieces', () => {
  const packed = concat([gzipSync(text), gzipSync(text)])
  for (const size of [1, 7, packed.length]) {
    const gunzip = new Gunzip()
    let all = ''
    for (let at = 0; at < packed.length; at += size) all += new TextDecoder().decode(gunzip.push(packed.subarray(at, at + size)))
    assert.equal(all, text + text)
  }
})

test('what is none, what swells, and what only costs time is given up', () => {
  assert.equal(new Gunzip().push(new Uint8Array(40).fill(0x1f)), undefined)
  assert.equal(new Gunzip().push(gzipSync(new Uint8Array(8 << 20))), undefined)
  const bomb = gzipSync(new Uint8Array(3 << 20))
  const gunzip = new Gunzip()
  let pushes = 0
  for (let at = 0; at < bomb.length && gunzip.push(bomb.subarray(at, at + 1)) !== undefined; at++) pushes++
  assert.ok(pushes < bomb.length - 1, `${pushes}`)
})
