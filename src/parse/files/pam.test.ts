import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { pamRules } from './pam.ts'

const shown = (text: string, single = false) =>
  [...pamRules(bytesOf(text), single)].map(r => `${r.number} ${r.type} ${r.control} ${r.module} ${r.arguments}`.trim())

test('rules, optional rules, bracketed controls, continued lines', () => {
  const file =
    '# x\nauth [success=1 default=ignore] pam_unix.so nullok # y\n-session optional \\\n pam_exec.so /x\n@include common\nauth include other\n'
  assert.deepEqual(shown(file), ['2 auth [success=1 default=ignore] pam_unix.so nullok', '3 session optional pam_exec.so /x'])
  assert.deepEqual(shown('sshd auth required pam_x.so\n', true), ['1 auth required pam_x.so'])
})

test('any bytes: never throws, and each module stands in its line', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom('auth ', 'required ', '[', ']', 'a.so', '\n', '\\\n', '\0')).map(p => p.join('')),
      ),
      text => {
        for (const found of pamRules(bytesOf(text))) assert.ok(found.joined.includes(found.module))
      },
    ),
  )
})
