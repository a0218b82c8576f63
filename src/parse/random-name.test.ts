import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { looksRandom } from './random-name.ts'

test('hit: names of bots that rename themselves', () => {
  for (const name of ['qkzvhmwtye', 'xjvqzbkwtd', 'hfdkzqxvjm']) assert.ok(looksRandom(name), name)
})

test('near miss: commands, abbreviations, short names, names of several words', () => {
  const names =
    'postgresql pkgconfig msgunfmt gpgcompose kubectl containerd systemctl chgpasswd watchgnupg zstdgrep wkhtmltopdf xz qzk sqfstar xfsdump'
  for (const name of names.split(' ')) assert.ok(!looksRandom(name), name)
  for (const name of ['kthreadd-qzkvx', 'QKZVHMWTYE', 'qkzvh', 'a'.repeat(40)]) assert.ok(!looksRandom(name), name)
})

test('about two of three random names are found, and nothing throws', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 10, maxLength: 10 })
  const found = fc.sample(letters, { numRuns: 2000, seed: 1 }).filter(looksRandom).length
  assert.ok(found > 800, String(found))
  fc.assert(fc.property(fc.string(), name => typeof looksRandom(name) === 'boolean'))
})
