// Timelines against what Timesketch asks of each line.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fullCase } from '../../../test/report-case.ts'
import { eachRendering } from '../../../test/report-cases.ts'
import { assertUnicode, wrongs } from '../../../test/schema.ts'
import { timesketch } from './timesketch.ts'

interface Line {
  readonly datetime: string
  readonly timestamp: number
}
const check = wrongs('timesketch')
const linesOf = (text: string): readonly Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Line)

test('every case is lines of events in the order of their times', async () => {
  await eachRendering(timesketch, (text, what) => {
    for (const line of text.split('\n').slice(0, -1)) assertUnicode(line)
    const lines = linesOf(text)
    for (const line of lines) {
      assert.deepEqual(check(line), [], what)
      assert.equal(Date.parse(line.datetime) * 1000, line.timestamp)
    }
    assert.deepEqual(
      lines.map(l => l.timestamp),
      lines.map(l => l.timestamp).toSorted((a, b) => a - b),
    )
  })
})

test('a near miss is seen', () => {
  const [line] = linesOf(timesketch.render(fullCase, { lang: 'en' }) as string)
  for (const changed of [
    { ...line, datetime: '2026-05-01 02:00' },
    { ...line, timestamp: '1' },
    { ...line, message: '' },
    { ...line, more: {} },
  ])
    assert.notDeepEqual(check(changed), [])
})
