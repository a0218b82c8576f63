import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parseSshdConfig, splitArguments } from './sshd-config.ts'

const parse = (text: string, match?: string) => [...parseSshdConfig(bytesOf(text), match)]

test('settings, Match blocks and Include', () => {
  const text =
    'Include /etc/ssh/sshd_config.d/*.conf\n#Port 22\nPort=2222 # odd\n PermitRootLogin\tyes\nMatch User a,b\n\tForceCommand "/bin/x y"\nMatch all\nBanner none\n'
  assert.deepEqual(parse(text), [
    { line: 1, key: 'include', value: '/etc/ssh/sshd_config.d/*.conf', match: '' },
    { line: 3, key: 'port', value: '2222', match: '' },
    { line: 4, key: 'permitrootlogin', value: 'yes', match: '' },
    { line: 6, key: 'forcecommand', value: '/bin/x y', match: 'User a,b' },
    { line: 8, key: 'banner', value: 'none', match: '' },
  ])
})

test('a "#" within a word or quotes is no comment; arguments come apart', () => {
  assert.equal(parse('AuthorizedKeysFile "/a #b" .ssh/x#y')[0]?.value, '"/a #b" .ssh/x#y')
  assert.deepEqual(splitArguments('"/a #b" .ssh/x#y'), ['/a #b', '.ssh/x#y'])
})

test('property: keyword and value come back, whatever stands around', () => {
  const key = fc.stringMatching(/^[A-Za-z]{1,20}$/).filter(k => k.toLowerCase() !== 'match')
  fc.assert(
    fc.property(key, fc.stringMatching(/^[a-z0-9/.][a-z0-9/. ]{0,20}$/), fc.constantFrom(' ', '\t', '=', ' = '), (name, value, between) => {
      assert.deepEqual(parse(`# x\n${name}${between}${value}\n`), [{ line: 2, key: name.toLowerCase(), value: value.trim(), match: '' }])
    }),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseSshdConfig(bytes)]))
  fc.assert(fc.property(fc.stringMatching(/^[aM" =#\n\t]{0,60}$/), text => void parse(text)))
})
