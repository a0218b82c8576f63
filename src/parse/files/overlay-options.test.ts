import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseOverlayOptions } from './overlay-options.ts'

test('both spellings of lower directories', () => {
  assert.deepEqual(parseOverlayOptions('rw,relatime,lowerdir=/a/l/X:/a/l\\:Y,upperdir=/a/diff,workdir=/a/work'), {
    upperDir: '/a/diff',
    lowerDirs: ['/a/l/X', '/a/l:Y'],
  })
  assert.deepEqual(parseOverlayOptions('ro,lowerdir+=/a,lowerdir+=/b:c').lowerDirs, ['/a', '/b:c'])
})

test('any text: never throws; any paths come back', () => {
  fc.assert(fc.property(fc.string(), text => void parseOverlayOptions(text)))
  const path = fc.stringMatching(/^\/[a-z:,]{1,20}$/)
  const escaped = (text: string) => text.replace(/[:,]/g, '\\$&')
  fc.assert(
    fc.property(fc.array(path, { minLength: 1 }), path, (lower, upper) => {
      const options = `rw,lowerdir=${lower.map(escaped).join(':')},upperdir=${escaped(upper)},workdir=/w`
      assert.deepEqual(parseOverlayOptions(options), { upperDir: upper, lowerDirs: lower })
    }),
  )
})
