import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseApkInstalled } from './apk.ts'

const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'
const q1 = `Q1${Buffer.from(sha1, 'hex').toString('base64')}`

test('packages with their files', () => {
  const text = `C:Q1x\nP:busybox\nV:1.36.1-r5\nA:x86_64\nF:bin\nR:busybox\na:0:0:755\nZ:${q1}\nF:\nR:x\n\nP:musl\nV:1.2\n\n`
  const [busybox, musl] = [...parseApkInstalled(bytesOf(text))]
  assert.deepEqual(busybox, {
    name: 'busybox',
    version: '1.36.1-r5',
    files: new Map([
      ['/bin/busybox', sha1],
      ['/x', ''],
    ]),
  })
  assert.equal(musl?.files.size, 0)
})

test('any bytes: no throw; every sum is forty hex digits or none', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('P:a', 'F:b', 'R:c', 'Z:Q1', `Z:${q1}`, ''))
  fc.assert(
    fc.property(fc.array(line), lines => {
      for (const { files } of parseApkInstalled(bytesOf(lines.join('\n'))))
        for (const sum of files.values()) assert.match(sum, /^([0-9a-f]{40})?$/)
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), bytes => void [...parseApkInstalled(bytes)]))
})
