import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseModulesDep } from './modules-dep.ts'

test('both files, compressed or not, dashes as underscores', () => {
  const dep = 'kernel/fs/nls/nls-cp437.ko.zst:\nupdates/dkms/zfs.ko: updates/dkms/spl.ko\nkernel/lib/crc16.ko\n# x\n'
  assert.deepEqual(
    [...parseModulesDep(bytesOf(dep))],
    [
      ['nls_cp437', 'kernel/fs/nls/nls-cp437.ko.zst'],
      ['zfs', 'updates/dkms/zfs.ko'],
      ['crc16', 'kernel/lib/crc16.ko'],
    ],
  )
})

test('any bytes: never throws; every name is found', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseModulesDep(bytes)))
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9_]{1,30}$/), name => {
      assert.equal(parseModulesDep(bytesOf(`extra/${name}.ko.xz: a.ko\n`)).get(name), `extra/${name}.ko.xz`)
    }),
  )
})
