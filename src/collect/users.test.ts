import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { users } from './users.ts'

const collect = (tree: Readonly<Record<string, Node>>) => [...users.collect(memoryHost(tree), factsOf(), new Set())]
const passwd = 'root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/zsh\nold::7:7::/:/bin/sh\n'

test('accounts with groups and password state, never with a hash', () => {
  const rows = collect({
    '/etc/passwd': passwd,
    '/etc/shadow': 'root:*:19000::::::\nann:$6$SALTSALT$HASHHASHHASH:20001::::::\n',
    '/etc/group': 'root:x:0:\nann:x:1000:\nsudo:x:27:ann,bob\n',
  })
  assert.deepEqual(
    rows.map(row =>
      isGap(row) || row[0] !== 'users' ? row : [row[1].name, row[1].password, row[1].scheme, row[1].changedDay, row[1].groups],
    ),
    [
      ['root', 'locked', undefined, 19000, ['root']],
      ['ann', 'set', 'sha512crypt', 20001, ['ann', 'sudo']],
      ['old', 'empty', undefined, undefined, []],
    ],
  )
  assert.ok(!JSON.stringify(rows).includes('SALT') && !JSON.stringify(rows).includes('HASH'))
})

test('an unreadable shadow is a gap, and the passwords are unknown', () => {
  const rows = collect({ '/etc/passwd': passwd, '/etc/shadow': { gap: 'denied' } })
  assert.equal(rows.filter(isGap)[0]?.source, '/etc/shadow')
  assert.ok(rows.some(row => !isGap(row) && row[0] === 'users' && row[1].name === 'root' && row[1].password === 'unknown'))
})

test('nothing there: nothing said', () => assert.deepEqual(collect({}), []))
