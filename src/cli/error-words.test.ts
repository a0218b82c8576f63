import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { chineseError } from './error-words.ts'

/** Every sentence written at a throw, with what is filled in replaced by a number. */
function thrown(): readonly (readonly [file: string, sentence: string])[] {
  const folder = import.meta.dirname
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap(name => {
      const source = readFileSync(join(folder, name), 'utf8')
      const throws = [...source.matchAll(/new UserError\(([^\n]*|\n[\s\S]*?\n\s+)\)\n/g)].map(([, given = '']) => given)
      return throws
        .filter(given => !/zh:|said\[/.test(given))
        .flatMap(given => [...given.matchAll(/'([^'\n]{4,})'|`([^`\n]+)`/g)])
        .map(([, plain, filled = '']) => [name, plain ?? filled.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7')] as const)
        .filter(([, sentence]) => sentence.includes(' '))
    })
}

test('whatever is thrown at the user has words in Chinese', () => {
  const all = thrown()
  assert.ok(all.length > 50, `${all.length}`)
  // Put together of several pieces, or in words of the runtime.
  const isPiece = (sentence: string): boolean =>
    sentence.includes('${') || /^(?:7: 7|; it sees 7|step 7 does not stand|nothing stands|\}: .*)$/.test(sentence)
  const untold = all.filter(([, sentence]) => !isPiece(sentence) && chineseError(sentence) === undefined)
  assert.deepEqual(untold, [])
})

test('what is filled in stays, and what has no words is not invented', () => {
  assert.equal(chineseError('--threads takes a number from 1 to 64, not "x $1"'), '--threads 接受 1 到 64 的整数,不接受 "x $1"')
  assert.equal(chineseError('a b.pcap: neither pcap nor pcapng'), 'a b.pcap:既不是 pcap 也不是 pcapng')
  assert.equal(chineseError('/x: no such file'), '/x:不存在')
  assert.equal(chineseError('something new'), undefined)
})
