import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseXtables, targetOf, xtablesLine } from './xtables.ts'

/** As iptables 1.8.9 (legacy) prints it. */
const listed = `-P INPUT ACCEPT
-P OUTPUT DROP
-N we"ird
-N theirs
-A INPUT -s 10.0.0.0/255.0.255.0 -j theirs
-A INPUT ! -s 10.0.0.1/32 -m comment --comment "é" -g theirs
-A theirs -m comment --comment "a \\"b\\" \\\\ c\\'d\ttab"
-A theirs -p tcp -m tcp --dport 3333 -j DROP
`

test('chains and rules, quoted words and all', () => {
  const { chains, rules } = parseXtables(listed)
  assert.deepEqual(chains, ['we"ird', 'theirs'])
  assert.deepEqual(
    rules.map(r => r.chain),
    ['INPUT', 'INPUT', 'theirs', 'theirs'],
  )
  assert.deepEqual(rules[2]?.words, ['-m', 'comment', '--comment', 'a "b" \\ c\'d\ttab'])
  assert.deepEqual(rules.map(targetOf), ['theirs', 'theirs', undefined, 'DROP'])
  assert.equal(xtablesLine('-A', 'theirs', rules[2]!.words), listed.split('\n')[6])
  assert.equal(xtablesLine('-D', 'theirs', rules[3]!.words), '-D theirs -p tcp -m tcp --dport 3333 -j DROP')
})

test('any text is read without an exception, and what is written is read as it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), text => void parseXtables(text)))
  const text = fc.string({ unit: 'binary', maxLength: 30 }).filter(t => !t.includes('\n'))
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 8 }), (chain, words) => {
      assert.deepEqual(parseXtables(xtablesLine('-A', chain, words)), { chains: [], rules: [{ chain, words }] })
      assert.deepEqual(parseXtables(xtablesLine('-N', chain)), { chains: [chain], rules: [] })
    }),
  )
})

test('a hostile line takes time in proportion to its length', () => {
  const { rules } = parseXtables(`-A x ${'"\\'.repeat(99_999)}\n-A x ${'\\"'.repeat(100_000)}\n-A y ${'" '.repeat(99_999)}\n-A z -j DROP`)
  assert.equal(rules.at(-1)?.chain, 'z')
})
