import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf } from '../../core/bytes.ts'
import { udevRuns } from './udev-rules.ts'

const shown = (text: string) => [...udevRuns(bytesOf(text))].map(r => `${r.number} ${r.key} ${r.command}`)

test('rules that run programs', () => {
  assert.deepEqual(
    shown(
      'ACTION=="add", \\\n  RUN+="/bin/sh -c \\"x\\"", RUN{program}+="/y"\n# RUN+="/no"\nPROGRAM=="/p"\nRUN{builtin}+="kmod load x"\nIMPORT{program}="/i"\nENV{XRUN}="/no"\n',
    ),
    ['1 RUN /bin/sh -c \\"x\\"; /y', '4 PROGRAM /p', '6 IMPORT{program} /i'],
  )
})

test('any bytes: never throws; takes as long as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('RUN', '+=', '"', '\\', '\n', ' ', '\0', '/x', 'IMPORT{program}')), parts => {
      for (const run of udevRuns(bytesOf(parts.join('')))) assert.ok(/RUN|PROGRAM|IMPORT/.test(run.text))
    }),
  )
  assertGrowsLinearly(size => assert.ok(shown('RUN+="'.repeat(size / 6)).length > 0), 8192, 'openers')
  assertGrowsLinearly(size => assert.deepEqual(shown(`RUN${' '.repeat(size)}`), []), 8192, 'blanks')
})
