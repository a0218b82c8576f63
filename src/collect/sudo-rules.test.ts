import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { sudoRules } from './sudo-rules.ts'

const collect = (tree: Readonly<Record<string, Node>>) =>
  [...sudoRules.collect(memoryHost(tree), factsOf(), new Set())].map(row =>
    isGap(row) || row[0] !== 'sudoRules' ? row : [row[1].path, row[1].line, row[1].who, row[1].noPassword, row[1].all],
  )

test('follows includes in order, skips what sudo skips, survives a circle', () => {
  const rows = collect({
    '/etc/sudoers': 'root ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n',
    '/etc/sudoers.d/90-cloud-init-users': 'ubuntu ALL=(ALL) NOPASSWD:ALL\n#include /etc/sudoers\n',
    '/etc/sudoers.d/off.bak': 'x ALL=(ALL) NOPASSWD:ALL\n',
    '/etc/sudoers.d/off~': 'x ALL=(ALL) NOPASSWD:ALL\n',
  })
  assert.deepEqual(rows, [
    ['/etc/sudoers', 1, 'root', false, true],
    ['/etc/sudoers', 2, '%sudo', false, true],
    ['/etc/sudoers.d/90-cloud-init-users', 1, 'ubuntu', true, true],
  ])
})

test('aliases, and tags that belong to different commands', () => {
  const rows = collect({
    '/etc/sudoers':
      'User_Alias OPS = ann, bob\nCmnd_Alias ANY = ALL\nOPS ALL = NOPASSWD: /bin/ls, PASSWD: ANY\nweb ALL=(www-data) NOPASSWD: ALL\nDefaults:eve !authenticate\n',
  })
  assert.deepEqual(rows, [
    ['/etc/sudoers', 3, 'ann', true, false],
    ['/etc/sudoers', 3, 'ann', false, true],
    ['/etc/sudoers', 3, 'bob', true, false],
    ['/etc/sudoers', 3, 'bob', false, true],
    ['/etc/sudoers', 4, 'web', true, false],
    ['/etc/sudoers', 5, 'eve', true, false],
  ])
})

test('a circle of aliases ends; an unreadable file is a gap', () => {
  assert.deepEqual(collect({ '/etc/sudoers': 'User_Alias A = B : B = A\nA ALL=ALL\n' }), [])
  const [only] = [...sudoRules.collect(memoryHost({ '/etc/sudoers': { gap: 'denied' } }), factsOf(), new Set())]
  assert.ok(isGap(only))
})

test('without a main file its usual directory is read all the same', () => {
  const rule = 'w ALL=(ALL) NOPASSWD: ALL\n'
  assert.deepEqual(collect({ '/etc/sudoers.d/w': rule, '/etc/sudoers.d/w.bak': rule }), [['/etc/sudoers.d/w', 1, 'w', true, true]])
  assert.deepEqual(collect({ '/etc/sudoers': 'root ALL=ALL\n', '/etc/sudoers.d/w': rule }), [['/etc/sudoers', 1, 'root', false, true]])
})
