import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseBinfmt } from './binfmt.ts'

test('a magic and an extension entry', () => {
  const magic = 'enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OCF\noffset 0\nmagic 7f454c46020101\nmask ffffff\n'
  assert.deepEqual(parseBinfmt(bytesOf(magic)), {
    enabled: true,
    interpreter: '/usr/bin/qemu-aarch64-static',
    flags: 'OCF',
    matches: 'magic 7f454c46020101 at 0',
  })
  assert.equal(parseBinfmt(bytesOf('disabled\ninterpreter /usr/bin/x y\nflags: \nextension .py\n'))?.matches, 'extension .py')
  assert.equal(parseBinfmt(bytesOf('enabled\n')), undefined)
})

test('any bytes: never throws; any interpreter path comes back', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseBinfmt(bytes)))
  fc.assert(
    fc.property(fc.stringMatching(/^\/[ -~]{1,100}$/), path => {
      assert.equal(parseBinfmt(bytesOf(`enabled\ninterpreter ${path}\nflags: \nextension .x\n`))?.interpreter, path)
    }),
  )
})
