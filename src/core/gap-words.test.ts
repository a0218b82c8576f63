import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { chineseGap } from './gap-words.ts'

const source = join(import.meta.dirname, '..')
const call = /\bgap\((?:[^(),]|\([^()]*\))+,\s*'\w+',\s*(?:`((?:[^`\\]|\\.)*)`|'((?:[^'\\]|\\.)*)')/g

/** What dissectors tell of their conversations. */
const flowCall = /\bflow\.gap\('\w+',\s*(?:`((?:[^`\\]|\\.)*)`|'((?:[^'\\]|\\.)*)')/g

test('every phrase that a gap can say has words in Chinese', () => {
  const phrases = globSync('**/*.ts', { cwd: source })
    .filter(path => !path.endsWith('.test.ts'))
    .map(path => readFileSync(join(source, path), 'utf8'))
    .flatMap(text =>
      [...text.matchAll(call), ...text.matchAll(flowCall)].map(m =>
        (m[1] ?? m[2] ?? '').replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '7'),
      ),
    )
    .filter(Boolean)
  assert.ok(phrases.length > 40)
  const silent = [...new Set(phrases)].filter(phrase => !/[\u4e00-\u9fff]/.test(chineseGap(phrase) ?? ''))
  assert.deepEqual(silent, [])
})

test('numbers and names are carried over', () => {
  assert.equal(chineseGap('only the first 8 MiB were read'), '只读取了前 8 MiB')
  assert.equal(chineseGap('something new'), undefined)
})
