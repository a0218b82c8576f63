import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { envLines } from './env-lines.ts'

const names = new Set(['LD_PRELOAD'])
const found = (text: string) => [...envLines(bytesOf(text), names)].map(line => line.value)

test('every way to set a variable', () => {
  assert.deepEqual(found('LD_PRELOAD=/a.so\n'), ['/a.so'])
  assert.deepEqual(found('export A=1 LD_PRELOAD="/a.so"\n'), ['"/a.so"'])
  assert.deepEqual(found('setenv LD_PRELOAD /a.so\nset -gx LD_PRELOAD /b.so\n'), ['/a.so', '/b.so'])
  assert.deepEqual(found('Environment=LD_PRELOAD=/a.so\nEnvironment="A=1" "LD_PRELOAD=/b.so"\n'), ['/a.so', '/b.so"'])
  assert.deepEqual(found('LD_PRELOAD DEFAULT=/a.so\n'), ['/a.so'])
  assert.deepEqual(found('x; LD_PRELOAD=/a.so y\n'), ['/a.so y'])
})

test('near misses: comments, other names, uses', () => {
  assert.deepEqual(found('# LD_PRELOAD=/a.so\nMY_LD_PRELOAD=/a\nLD_PRELOAD_X=1\necho $LD_PRELOAD\nunset LD_PRELOAD\n'), [])
})

test('any bytes: never throws, and each value stands in its line', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('LD_PRELOAD', '=', ' ', '\n', '\\\n', '"', 'export ', '\0', 'x')), parts => {
      for (const line of envLines(bytesOf(parts.join('')), names)) assert.ok(line.joined.includes(line.value))
    }),
  )
})
