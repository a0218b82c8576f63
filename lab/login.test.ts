import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Account, wayIn } from './login.ts'

const open: Account = { passwd: 'news:x:9:9::/var/spool/news:/bin/sh', shadow: 'news:$y$j9T$abc:19000:0:99999:7:::', keys: true }
const isOpen = (change: Partial<Account>): boolean => wayIn({ ...open, ...change }, 20_000) !== undefined

test('a password or a key lets in', () => {
  assert.ok(isOpen({}))
  assert.ok(isOpen({ keys: false }))
  assert.ok(isOpen({ shadow: 'news:!$y$j9T$abc:19000:0:99999:7:::' }))
  assert.ok(isOpen({ keys: false, shadow: 'news::19000:0:99999:7:::' }), 'an empty password')
  assert.ok(isOpen({ keys: false, passwd: 'news::9:9::/:/bin/sh', shadow: '' }), 'an empty password without shadow')
})

test('a locked password without keys, a shell that is none, or an account that has expired does not', () => {
  assert.ok(!isOpen({ keys: false, shadow: 'news:!$y$j9T$abc:19000:0:99999:7:::' }))
  assert.ok(!isOpen({ keys: false, shadow: 'news:*:19000:0:99999:7:::' }))
  assert.ok(!isOpen({ keys: false, shadow: '' }))
  assert.ok(!isOpen({ passwd: 'news:x:9:9::/var/spool/news:/usr/sbin/nologin' }))
  assert.ok(!isOpen({ shadow: 'news:$y$j9T$abc:19000:0:99999:7::1:' }))
})

test('a shell that only looks like nologin is one, and an expiry in the future is none', () => {
  assert.ok(isOpen({ passwd: 'news:x:9:9::/var/spool/news:/usr/sbin/nologin ' }))
  assert.ok(isOpen({ shadow: 'news:$y$j9T$abc:19000:0:99999:7::30000:' }))
})
