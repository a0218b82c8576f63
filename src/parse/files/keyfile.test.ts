import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { firstValue, keyLines } from './keyfile.ts'

test('groups, keys, values', () => {
  const file = bytesOf('A=0\n# A=1\n[Desktop Entry]\n Exec = /bin/x = y \n;Exec=/no\n[Other]\nExec=/z\n=\nnothing\n')
  assert.deepEqual(
    [...keyLines(file)].map(l => [l.number, l.group, l.key, l.value]),
    [
      [1, '', 'A', '0'],
      [4, 'Desktop Entry', 'Exec', '/bin/x = y'],
      [7, 'Other', 'Exec', '/z'],
    ],
  )
  assert.equal(firstValue(file, 'Other', 'Exec'), '/z')
  assert.equal(firstValue(file, 'Other', 'None'), undefined)
})

test('any bytes: never throws, and a written pair is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.stringMatching(/^[A-Za-z]{1,8}$/), fc.stringMatching(/^[!-~]{0,20}$/), (bytes, key, value) => {
      assert.ok([...keyLines(bytes)].every(line => line.key !== '' || line.value !== undefined))
      assert.equal(firstValue(bytesOf(`[G]\n${key}=${value}\n`), 'G', key), value)
    }),
  )
})
