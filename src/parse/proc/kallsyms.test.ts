import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { kallsymsModules } from './kallsyms.ts'

test('modules only, not the owners that are none', () => {
  const text =
    'ffffffff81000000 T _stext\nffffffffc0000000 t init_x\t[nf_tables]\nffffffffc0000010 t bpf_prog_1\t[bpf]\n' +
    'ffffffffc0000020 t f\t[__builtin__ftrace]\nffffffffc0000030 b g\t[diamorphine]\nffffffffc0000040 b g\t[cut'
  assert.deepEqual([...kallsymsModules(bytesOf(text))], ['nf_tables', 'diamorphine'])
})

test('any bytes: never throws; every owner is found', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), bytes => void kallsymsModules(bytes)))
  fc.assert(fc.property(fc.array(fc.constantFrom(91, 93, 97)), bytes => void kallsymsModules(Uint8Array.from(bytes))))
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z0-9]{1,20}$/)), owners => {
      const text = owners.map(owner => `ffffffffc0000000 t ${owner}_init\t[m_${owner}]\n`).join('')
      assert.deepEqual([...kallsymsModules(bytesOf(text))], [...new Set(owners.map(owner => `m_${owner}`))])
    }),
  )
})
