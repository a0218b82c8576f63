import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { iniSections } from './ini-sections.ts'

const ini = `; comment
lost=1
[program:web]   ; note
Command = /bin/web -c "a;b" ; comment
environment=A="1",
  B="2"
# comment
autostart:false
[include]
files = a.conf b.conf`

test('sections and their settings', () => {
  assert.deepEqual(
    [...iniSections(bytesOf(ini))].map(s => [s.line, s.name, Object.fromEntries(s.settings)]),
    [
      [3, 'program:web', { command: '/bin/web -c "a;b"', environment: 'A="1", B="2"', autostart: 'false' }],
      [9, 'include', { files: 'a.conf b.conf' }],
    ],
  )
})

test('any bytes: never throws; sections cover everything from the first header on', () => {
  fc.assert(
    fc.property(garbageLike(ini), bytes => {
      const sections = [...iniSections(bytes)]
      sections.forEach(({ span, text }, i) => {
        assert.equal(span.end, sections[i + 1]?.span.start ?? bytes.length)
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      })
    }),
  )
})
