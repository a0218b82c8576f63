import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseModules } from './modules.ts'

test('reads modules with and without users and taint', () => {
  const text =
    'nvidia 62849024 2 nvidia_modeset,nvidia_uvm, Live 0xffffffffc0a00000 (POE)\n' +
    'ext4 999424 1 - Live 0x0000000000000000\n' +
    'vivo 16384 0 [permanent], Unloading 0xffffffffc0000000 (OE-)\nnonsense\n'
  assert.deepEqual(
    parseModules(bytesOf(text)).map(m => [m.name, m.size, m.users, m.state, m.taint]),
    [
      ['nvidia', 62849024, ['nvidia_modeset', 'nvidia_uvm'], 'Live', 'POE'],
      ['ext4', 999424, [], 'Live', ''],
      ['vivo', 16384, [], 'Unloading', 'OE'],
    ],
  )
})

test('any bytes: never throws, and what it writes it reads again', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 4096 }), bytes => void parseModules(bytes)))
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.nat(), fc.constantFrom('', 'O', 'OE'))), rows => {
      const text = rows.map(([n, size, t]) => `${n} ${size} 0 - Live 0xffffffffc0000000${t && ` (${t})`}\n`).join('')
      assert.deepEqual(
        parseModules(bytesOf(text)).map(m => [m.name, m.size, m.taint]),
        rows,
      )
    }),
  )
})
