import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseSettings, valuesOf } from './settings.ts'

test('sections, repeated keys, comments', () => {
  const settings = parseSettings(bytesOf('lxc.start.auto = 1\n# x=y\n[Files]\nBind=/a:/b\nBind=/c\nbare\n'))
  assert.deepEqual(valuesOf(settings, 'Bind'), ['/a:/b', '/c'])
  assert.deepEqual(settings[0], { section: '', key: 'lxc.start.auto', value: '1' })
  assert.equal(settings[1]?.section, 'Files')
})

test('any bytes: never throws; any value comes back trimmed', () => {
  fc.assert(fc.property(fc.uint8Array(), bytes => void parseSettings(bytes)))
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{0,60}$/), value => {
      assert.deepEqual(valuesOf(parseSettings(bytesOf(`key=${value}\n`)), 'key'), [value.trim()])
    }),
  )
})
