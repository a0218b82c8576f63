import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../../test/growth.ts'
import { bytesOf } from '../../core/bytes.ts'
import { parseSudoers, type SudoersRule } from './sudoers.ts'

const parse = (text: string) => [...parseSudoers(bytesOf(text))]
const rules = (text: string) => parse(text).filter((s): s is SudoersRule => s.what === 'rule')

test('a rule with users, runas, tags that carry on and a second host', () => {
  const [rule] = rules('bob, %wheel ALL = (root:adm) NOPASSWD: /bin/a, /bin/b x\\, y, PASSWD: ALL : web1 = NOPASSWD: /bin/c\n')
  assert.deepEqual(rule?.users, ['bob', '%wheel'])
  assert.deepEqual(rule?.commands, [
    { runAs: ['root'], noPassword: true, command: '/bin/a' },
    { runAs: ['root'], noPassword: true, command: '/bin/b x\\, y' },
    { runAs: ['root'], noPassword: false, command: 'ALL' },
    { runAs: [], noPassword: true, command: '/bin/c' },
  ])
})

test('ordinary spellings of everything without a password', () => {
  for (const text of [
    'u ALL=(ALL) NOPASSWD:ALL',
    'u\tALL=(ALL:ALL)\tNOPASSWD : ALL',
    'u ALL=NOPASSWD: SETENV: ALL',
    'u ALL=(ALL)NOPASSWD:ALL',
  ]) {
    assert.equal(rules(text)[0]?.commands[0]?.noPassword, true, text)
    assert.equal(rules(text)[0]?.commands[0]?.command, 'ALL', text)
  }
})

test('aliases, includes old and new, continuation, comments, uids, Defaults', () => {
  const text =
    '# c\nUser_Alias A = a, b : B = c\n#include /etc/x\n@includedir /etc/sudoers.d\n#1000 ALL=ALL # why\nDefaults env_reset\n' +
    'Defaults:ops,dev !authenticate, !lecture\nDefaults !authenticate\nx \\\n  ALL=ALL\n'
  assert.deepEqual(
    parse(text).map(s => [s.line, s.what, s.what === 'alias' ? s.members : s.what === 'include' ? s.path : s.users]),
    [
      [2, 'alias', ['a', 'b']],
      [2, 'alias', ['c']],
      [3, 'include', '/etc/x'],
      [4, 'include', '/etc/sudoers.d'],
      [5, 'rule', ['#1000']],
      [7, 'unauthenticated', ['ops', 'dev']],
      [8, 'unauthenticated', ['ALL']],
      [9, 'rule', ['x']],
    ],
  )
})

test('property: users and commands come back', () => {
  const user = fc.stringMatching(/^[a-z]{1,8}$/).filter(u => !u.startsWith('defaults'))
  const command = fc.stringMatching(/^\/[a-z/]{1,10}$/)
  fc.assert(
    fc.property(
      fc.array(user, { minLength: 1, maxLength: 4 }),
      fc.array(command, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (users, commands, free) => {
        const [rule] = rules(`${users.join(', ')} ALL=(ALL) ${free ? 'NOPASSWD: ' : ''}${commands.join(', ')}\n`)
        assert.deepEqual(rule?.users, users)
        assert.deepEqual(
          rule?.commands.map(c => [c.command, c.noPassword]),
          commands.map(c => [c, free]),
        )
      },
    ),
  )
})

test('property: any bytes never throw; marks without end take as long as they are', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parseSudoers(bytes)]))
  fc.assert(fc.property(fc.stringMatching(/^(?:ALL|=|:|,| |\(|\)|"|\\|#|\n|Defaults|NOPASSWD){0,30}$/), text => void parse(text)))
  for (const mark of [':', ',', ' ', 'a ', 'A:', '(', '"', '\\', 'a=:', '\\\n', 'Defaults:a,', 'a=A:A:'])
    assertGrowsLinearly(size => void parse(mark.repeat(size / mark.length)), 8192, mark)
  for (const mark of [':', ', ', 'a=A:', 'A:'])
    assertGrowsLinearly(size => void parse(`u ALL=${mark.repeat(size / mark.length)}`), 8192, `u ALL=${mark}`)
})
