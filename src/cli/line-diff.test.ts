import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unifiedDiff } from './line-diff.ts'

const diff = (a: string, b: string): readonly string[] => unifiedDiff(Buffer.from(a), Buffer.from(b))

test('a line taken out of a crontab, with two lines around it', () => {
  const before = 'a\nb\nc\nd\nEVIL\ne\nf\ng\nh\n'
  assert.deepEqual(diff(before, before.replace('EVIL\n', '')), ['@@ -3,5 +3,4 @@', ' c', ' d', '-EVIL', ' e', ' f'])
  assert.deepEqual(diff(before, before), [])
  assert.deepEqual(diff('only\n', ''), ['@@ -1,1 +1,0 @@', '-only'])
})

test('two places far apart are two hunks', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`)
  const after = lines.filter((_, i) => i !== 3 && i !== 16)
  assert.deepEqual(
    diff(lines.join('\n'), after.join('\n')).filter(l => /^[@+-]/.test(l)),
    ['@@ -2,5 +2,4 @@', '-line 3', '@@ -15,5 +14,4 @@', '-line 16'],
  )
})

test('applying the diff to the old text gives the new one, for any lines', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', '-x'), { maxLength: 30 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const out: string[] = []
      let at = 0
      for (const line of diff(`${a.join('\n')}\n`, `${b.join('\n')}\n`)) {
        const start = /^@@ -(\d+),(\d+)/.exec(line)
        if (start !== null) while (at < Number(start[1]) - 1) out.push(a[at++]!)
        else if (line[0] === '+') out.push(line.slice(1))
        else {
          assert.equal(a.length === 0 ? '' : a[at], line.slice(1))
          at++
          if (line[0] === ' ') out.push(line.slice(1))
        }
      }
      assert.equal([...out, ...a.slice(at)].join('\n'), b.join('\n'))
    }),
    { numRuns: 500 },
  )
})
