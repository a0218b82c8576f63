import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesOf } from '../../core/bytes.ts'
import { parsePasswd } from './passwd.ts'

const parse = (text: string) => [...parsePasswd(bytesOf(text))]

test('keeps a blank at the end of a shell and skips comments, NIS lines and lines without ids', () => {
  const entries = parse(
    'root:x:0:0:root:/root:/bin/bash\n# c\n+::::::\nbad:x:a:0::/:/bin/sh\nnews:x:9:9:news:/var/spool/news:/usr/sbin/nologin \n',
  )
  assert.deepEqual(
    entries.map(e => [e.line, e.name, e.shell, e.password]),
    [
      [1, 'root', '/bin/bash', 'shadow'],
      [5, 'news', '/usr/sbin/nologin ', 'shadow'],
    ],
  )
})

test('reads an indented account as the system does, and tells an empty password field', () => {
  assert.deepEqual(
    parse('  evil::0:0::/:/bin/sh').map(e => [e.name, e.uid, e.password]),
    [['evil', 0, 'empty']],
  )
})

test('property: what is written comes back', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
  const id = fc.integer({ min: 0, max: 0xffffffff })
  fc.assert(
    fc.property(
      word,
      id,
      id,
      fc.stringMatching(/^[ -9;-~]{0,12}$/),
      fc.stringMatching(/^[ -9;-~]{0,12}$/),
      (name, uid, gid, gecos, shell) => {
        const [entry] = parse(`${name}:x:${uid}:${gid}:${gecos}:/home/${name}:${shell}\n`)
        assert.deepEqual(entry, { line: 1, name, password: 'shadow', uid, gid, gecos, home: `/home/${name}`, shell })
      },
    ),
  )
})

test('property: any bytes never throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => void [...parsePasswd(bytes)]))
  fc.assert(fc.property(fc.stringMatching(/^[a:0\n+#]{0,60}$/), text => void parse(text)))
})
