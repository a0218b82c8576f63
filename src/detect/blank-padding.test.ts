import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { factsOf } from '../core/facts.ts'
import { blankPadding } from './blank-padding.ts'

const detect = (argv: string[]) =>
  [...blankPadding.detect(factsOf({ processes: [processOf({ pid: 7, argv })] }), noIntel, new Set())].map(f => f.severity)
const blanks = ' '.repeat(40)

test('hit: blanks within the name, or an argument of blanks alone', () => {
  assert.deepEqual(detect([`nginx${blanks}-o pool`]), ['medium'])
  assert.deepEqual(detect(['nginx', blanks, '-o', 'pool']), ['medium'])
  assert.deepEqual(detect(['bash', '-c', `true;${blanks}x`]), ['low'])
})

test('near miss: a title padded at its end, an indented script, few blanks', () => {
  assert.deepEqual(detect([`sendmail: accepting connections${blanks}`]), [])
  assert.deepEqual(detect(['sh', '-c', `if a\n${blanks}then b\n`]), [])
  assert.deepEqual(detect(['printf', `a${' '.repeat(31)}b`]), [])
  assert.deepEqual(detect([' '.repeat(1 << 20)]), [])
})
