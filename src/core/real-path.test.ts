import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { memoryHost } from '../host/memory.ts'
import { isGap } from './gap.ts'
import { realPath } from './real-path.ts'

const { files } = memoryHost({
  '/lib': { link: 'usr/lib' },
  '/usr/lib/a': 'a',
  '/usr/lib/b': { link: '../../lib/a' },
  '/out': { link: '../../../../etc' },
  '/loop': { link: '/loop/x' },
  '/etc/passwd': 'x',
})

test('links on the way are resolved inside the root, the last part as asked', () => {
  assert.equal(realPath(files, '/lib/a', 'keep'), '/usr/lib/a')
  assert.equal(realPath(files, '/lib/b', 'keep'), '/usr/lib/b')
  assert.equal(realPath(files, '/lib/b', 'follow'), '/usr/lib/a')
  assert.equal(realPath(files, '/out/passwd', 'follow'), '/etc/passwd')
  assert.equal(realPath(files, '/lib/none/./x', 'follow'), '/usr/lib/none/x')
  assert.ok(isGap(realPath(files, '/loop/y', 'keep')))
})

test('any path gives one without links, or a gap', () => {
  const part = fc.constantFrom('lib', 'usr', 'b', 'out', 'loop', '..', '.', '', 'etc', 'a\nb')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      const real = realPath(files, `/${parts.join('/')}`, 'follow')
      if (isGap(real)) return
      assert.equal(realPath(files, real, 'follow'), real)
    }),
  )
})
