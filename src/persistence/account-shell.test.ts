import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertExactDisarm, autostartsOf } from '../../test/autostarts.ts'
import { garbageLike } from '../../test/garbage.ts'
import { shown } from '../../test/kinds.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost } from '../host/memory.ts'
import { accountShell } from './account-shell.ts'

const passwd =
  'root:x:0:0:root:/root:/bin/bash\nnews:x:9:9:news:/var/spool/news:/usr/sbin/nologin \nx:x:1001:1001::/home/x:/tmp/.sh\nempty:x:5:5::/:\n'

test('lists look-alikes and odd places; ordinary shells are left out', () => {
  const entries = autostartsOf(accountShell, {
    '/etc/passwd': passwd,
    '/etc/shells': '# x\n/bin/sh\n/usr/bin/bash\n/usr/sbin/nologin \n/tmp/.sh\n',
  })
  assert.deepEqual(entries.map(shown), [
    '/etc/passwd:2 /usr/sbin/nologin ',
    '/etc/passwd:3 /tmp/.sh',
    '/etc/shells:4 /usr/sbin/nologin ',
    '/etc/shells:5 /tmp/.sh',
  ])
})

test('disarming replaces the shell and keeps the account', () => {
  const [news] = autostartsOf(accountShell, { '/etc/passwd': passwd })
  const after = accountShell.disarm(news!, bytesOf(passwd))
  assert.equal(textOf(after ?? new Uint8Array()), passwd.replace('/usr/sbin/nologin ', '/usr/sbin/nologin'))
})

test('under garbage: every other byte stays, and the entry is gone', () => {
  fc.assert(
    fc.property(garbageLike(passwd), bytes => {
      const entries = autostartsOf(accountShell, { '/etc/passwd': bytes })
      for (const entry of entries) {
        const after = accountShell.disarm(entry, bytes)
        assert.ok(after !== null)
        assert.equal(autostartsOf(accountShell, { '/etc/passwd': after }).length, entries.length - 1)
        const shell = bytesOf(entry.command).length
        assert.equal(after.length, bytes.length - shell + '/usr/sbin/nologin'.length)
      }
    }),
  )
  fc.assert(fc.property(garbageLike('/bin/sh\n/tmp/x\n'), bytes => assertExactDisarm(accountShell, '/etc/shells', bytes)))
})

test('what may not be read is told', () => {
  assert.ok([...accountShell.list(memoryHost({ '/etc/passwd': { gap: 'denied' } }))].some(row => isGap(row)))
})
