import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { memoryHost } from '../host/memory.ts'
import { homesOf } from './homes.ts'

const garbage = fc.string({ unit: fc.constantFrom('a', ':', '/', '\n', '\0', '\udc80'), maxLength: 200 })

const passwd = `root:x:0:0:root:/root:/bin/bash
web:x:33:33::/var/www/:/bin/sh
api:x:34:33::/var/www:/bin/sh
sys:x:9:9::/:/bin/false
+nis::::::
broken line
bob:x:1000:1000::/home/bob:/bin/bash
`

test('homes of accounts once each, and of directories that no account names', () => {
  const host = memoryHost({ '/etc/passwd': passwd, '/home/bob/.profile': '', '/home/gone/x': '', '/home/lost+found': 'a file' })
  assert.deepEqual(homesOf(host), [
    { user: 'root', home: '/root' },
    { user: 'web', home: '/var/www' },
    { user: 'sys', home: '' },
    { user: 'bob', home: '/home/bob' },
    { user: 'gone', home: '/home/gone' },
  ])
})

test('without /etc/passwd there is still /root', () => {
  assert.deepEqual(homesOf(memoryHost({})), [{ user: 'root', home: '/root' }])
})

test('any bytes: never throws, homes are distinct paths without a slash at their end', () => {
  fc.assert(
    fc.property(garbage, text => {
      const homes = homesOf(memoryHost({ '/etc/passwd': text })).map(h => h.home)
      assert.equal(new Set(homes).size, homes.length)
      assert.ok(homes.every(home => home === '' || (home.startsWith('/') && !home.endsWith('/'))))
    }),
  )
})
