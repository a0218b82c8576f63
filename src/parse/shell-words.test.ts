import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { shellCommands } from './shell-words.ts'

test('words, quotes, operators, redirections, substitutions', () => {
  const [a, b, c, d] = shellCommands(`X=1 'cu'rl -fsSL "http://h/a b"|ba\\sh -s 2>/dev/null && sh -c "$(wget -qO- 'u)')" & # end`)
  assert.deepEqual([a?.words, a?.assignments, a?.then], [['curl', '-fsSL', 'http://h/a b'], ['X=1'], '|'])
  assert.deepEqual([b?.words, b?.redirects, b?.then], [['bash', '-s'], [{ operator: '2>', target: '/dev/null' }], '&&'])
  assert.deepEqual([c?.words, c?.substitutions, c?.then, d], [['sh', '-c', "$(wget -qO- 'u)')"], ["wget -qO- 'u)'"], '&', undefined])
})

test('reserved words, groups and comments fall away', () => {
  const words = shellCommands('if true; then { (a b); } fi # c\nwhile x; do y; done <<< "in"').map(c => c.words.join(' '))
  assert.deepEqual(words, ['true', 'a b', 'x', 'y', ''])
})

test('plain words come back as they went in', () => {
  const plain = fc.string({
    unit: fc.constantFrom(...'abcXYZ019_./:-=,@%+é漢 \'"$`|;&<>()#\\\n\t*'.split('')),
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 6 }), words => {
      const text = ['run', ...words].map(w => `'${w.replaceAll("'", `'\\''`)}'`).join(' ')
      assert.deepEqual(shellCommands(text)[0]?.words, ['run', ...words])
    }),
  )
})

test('never throws on anything, and hostile nesting takes as long as it is', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), text => void shellCommands(text)))
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'$(`"\'\\|&;<>\n )#a'.split('')), maxLength: 200 }), t => void shellCommands(t)),
  )
  for (const piece of ['$(', '`', '"$(', '<(', "'", '"\\', 'a|', '>('])
    assertGrowsLinearly(size => void shellCommands(piece.repeat(size / piece.length)), 8192, piece)
})
