// The xz decoder against xz itself, and against everything that is no xz.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { unpackXz, unxzPieces } from './xz.ts'

/** printf 'lamp lamp lamp lamp lamp lamp\\n' | xz: so that something is tested where xz is not installed. */
const known = '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAdAA1dADYYSf7sprkCrdfYAAAAAAAACvL78GINNJkAASkeoxfPnh+2830BAAAAAARZWg=='
const most = 64 << 20
const xz = (input: Uint8Array, ...options: string[]): Buffer => spawnSync('xz', ['-c', ...options], { input, maxBuffer: 1 << 28 }).stdout
const installed = spawnSync('xz', ['--version']).status === 0

test('a known answer', () => {
  assert.equal(String(Buffer.from(unpackXz(Buffer.from(known, 'base64'), most)!)), `${'lamp '.repeat(6).trim()}\n`)
})

test('what xz packs comes out again, whatever it was told', { skip: !installed }, () => {
  const program = readFileSync(process.execPath).subarray(1 << 20, (1 << 20) + 100_000)
  const long = new Uint8Array(600_000)
  const options = [
    ['-0'],
    ['-6'],
    ['-9e'],
    ['-C', 'none'],
    ['-C', 'sha256'],
    ['--block-size=65536'],
    ['--lzma2=preset=6,lc=0,lp=4,pb=4'],
    ['--lzma2=preset=6,lc=4,lp=0,pb=0'],
  ]
  for (const option of options) {
    for (const input of [new Uint8Array(), Buffer.from('a'), Buffer.from('abc'.repeat(9)), program, long]) {
      assert.ok(Buffer.from(input).equals(unpackXz(xz(input, ...option), most) ?? Buffer.from('none')), `${option} ${input.length}`)
    }
  }
  const random = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 0xff))
  assert.ok(random.equals(unpackXz(xz(random), most)!), 'chunks that are stored')
})

test('any content, packed', { skip: !installed }, () => {
  const words = fc.array(fc.constantFrom('usr/bin/', '\0\0\0\0', 'ELF', 'x', 'longer than the others '), { maxLength: 400 })
  fc.assert(
    fc.property(words, fc.uint8Array({ maxLength: 300 }), (list, tail) => {
      const input = Buffer.concat([Buffer.from(list.join('')), tail])
      assert.ok(input.equals(unpackXz(xz(input), most)!))
    }),
    { numRuns: 30 },
  )
})

test('larger than allowed, another filter, concatenated or damaged input give nothing, or what was whole', { skip: !installed }, () => {
  const input = Buffer.from('davylamp '.repeat(5000))
  const packed = xz(input)
  assert.equal(unpackXz(packed, input.length - 1), undefined)
  assert.ok(input.equals(unpackXz(packed, input.length)!))
  assert.equal(unpackXz(xz(input, '--x86', '--lzma2'), most), undefined)
  assert.equal(unpackXz(packed.subarray(0, 60), most), undefined)
  assert.equal(unpackXz(Buffer.from('plain'), most), undefined)
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.nat(255), (where, byte) => {
      const broken = Buffer.from(packed)
      broken[where] = byte
      const got = unpackXz(broken, 1 << 20)
      assert.ok(got === undefined || got.length <= 1 << 20)
    }),
    { numRuns: 500 },
  )
})

test('any bytes behind a right beginning', () => {
  const head = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0x21, 1, 22, 0, 0, 0, 0, 0, 0, 0])
  const chunk = fc.tuple(fc.constantFrom(0, 1, 2, 0x80, 0xa0, 0xc0, 0xe0, 0xff), fc.uint8Array({ maxLength: 40 }))
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 20 }), chunks => {
      const input = Buffer.concat([head, ...chunks.map(([control, rest]) => Buffer.from([control, ...rest]))])
      const got = unpackXz(input, 1 << 20)
      assert.ok(got === undefined || got.length <= 1 << 20)
    }),
  )
})

test('more than the dictionary holds, streams behind each other, in pieces of any size', { skip: !installed }, () => {
  const line = (i: number) =>
    `Jan  9 10:00:00 web sshd[${i % 30_000}]: Failed password for root from 192.0.2.${i % 250} port ${(i * 7919) % 60_000} ssh2\n`
  const text = Buffer.from(Array.from({ length: 60_000 }, (_, i) => line(i)).join(''))
  const packed = Buffer.concat([
    xz(text, '--lzma2=preset=1,dict=64KiB'),
    Buffer.alloc(8),
    xz(Buffer.from('tail\n'), '-T2', '--block-size=4096'),
  ])
  const inPieces = (bytes: Buffer, step: number) => {
    const waiting = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) => bytes.subarray(i * step, (i + 1) * step))
    return [...unxzPieces(() => waiting.shift())]
  }
  for (const step of [997, 1 << 18]) {
    const pieces = inPieces(packed, step)
    assert.ok(pieces.every(piece => typeof piece !== 'string' && piece.length <= 2 << 20))
    assert.ok(Buffer.concat(pieces as Uint8Array[]).equals(Buffer.concat([text, Buffer.from('tail\n')])), String(step))
  }
  const cut = inPieces(packed.subarray(0, packed.length >> 1), 1 << 16)
  assert.equal(cut.at(-1), 'cut')
  assert.ok(cut.length > 1)
})
