import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseAtJob, parseAtName } from './at-job.ts'

const head = `#!/bin/sh
# atrun uid=0 gid=0
# mail root 0
umask 22
SHLVL=1; export SHLVL
cd /root || {
\t echo 'Execution directory inaccessible' >&2
\t exit 1
}
`

test('queue, number and time from the name', () => {
  assert.deepEqual(parseAtName('a0000101c3f5a0'), { queue: 'a', job: 1, at: '2026-04-26T04:16:00.000Z' })
  assert.equal(parseAtName('a00001019')?.at, '1970-01-01T00:25:00.000Z')
  for (const name of ['.SEQ', 'spool', 'a00001', 'a0000101c3f5a00', 'aZ000101c3f5a0']) assert.equal(parseAtName(name), undefined)
})

test('account and commands, plain and as a here-document', () => {
  assert.deepEqual(parseAtJob(bytesOf(`${head}/tmp/x &\n`)), { user: 'root', command: '/tmp/x &' })
  const here = `\${SHELL:-/bin/sh} << 'marcinDELIMITER1a2b3c4d'\n/tmp/x\n/tmp/y\n\nmarcinDELIMITER1a2b3c4d\n`
  assert.deepEqual(parseAtJob(bytesOf(head + here)), { user: 'root', command: '/tmp/x\n/tmp/y' })
  assert.deepEqual(parseAtJob(bytesOf('/tmp/x\n')), { user: '', command: '/tmp/x' })
})

test('any bytes: never throws; the command stands in the file', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), garbageLike(head)), fc.string(), (bytes, name) => {
      assert.ok(textOf(bytes).includes(parseAtJob(bytes).command))
      parseAtName(name)
    }),
  )
})
