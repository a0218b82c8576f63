import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartsOf } from '../../test/autostarts.ts'
import { testKind } from '../../test/kinds.ts'
import { bytesOf, textOf } from '../core/bytes.ts'
import { binfmtMisc } from './binfmt-misc.ts'

testKind(binfmtMisc, {
  tree: { '/etc/binfmt.d/x.conf': '# c\n:x:M::\\x7fELF::/usr/lib/.x:OC\n\n:short:M\n' },
  lists: ['/etc/binfmt.d/x.conf:2 /usr/lib/.x'],
})

test('a registered interpreter is switched off by -1', () => {
  const path = '/proc/sys/fs/binfmt_misc/x'
  const content = 'enabled\ninterpreter /tmp/x\nflags: OC\noffset 0\nmagic 7f454c46\n'
  const entries = autostartsOf(binfmtMisc, { [path]: content, '/proc/sys/fs/binfmt_misc/status': 'enabled\n' })
  assert.deepEqual(
    entries.map(e => [e.name, e.command]),
    [['x', '/tmp/x']],
  )
  assert.equal(textOf(binfmtMisc.disarm(entries[0]!, bytesOf(content)) ?? new Uint8Array()), '-1\n')
})
