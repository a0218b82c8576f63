import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { at } from './at.ts'

const job = `#!/bin/sh
# atrun uid=33 gid=33
# mail www-data 0
umask 22
cd / || {
\t echo 'Execution directory inaccessible' >&2
\t exit 1
}
/tmp/x
`

testKind(at, {
  tree: {
    '/var/spool/cron/atjobs/.SEQ': '00001\n',
    '/var/spool/cron/atjobs/a0000101c3f5a0': { content: job, mode: 0o700 },
    '/var/spool/cron/atjobs/notes': 'no job\n',
    '/var/spool/at/spool/a0000101c3f5a0': 'output',
  },
  lists: ['/var/spool/cron/atjobs/a0000101c3f5a0:1 /tmp/x'],
  also: ([entry]) => assert.deepEqual([entry?.user, entry?.when, entry?.name], ['www-data', '2026-04-26T04:16:00.000Z', 'job 1, queue a']),
})
