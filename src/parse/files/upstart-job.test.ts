import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseUpstartJob } from './upstart-job.ts'

const job = `# a job
description "x"
start on runlevel [2345]
respawn
setuid web
pre-start script
  # note
  mkdir -p /run/x
end script
exec /tmp/x \\
  -o pool
`

test('exec, script and start on', () => {
  assert.deepEqual(parseUpstartJob(bytesOf(job)), {
    commands: ['mkdir -p /run/x', '/tmp/x    -o pool'],
    startOn: 'start on runlevel [2345]',
    user: 'web',
    manual: false,
  })
  assert.equal(parseUpstartJob(bytesOf(`${job}manual\n`)).manual, true)
})

test('any bytes: never throws; commands stand in the file', () => {
  fc.assert(
    fc.property(garbageLike(job), bytes => {
      const text = textOf(bytes)
      for (const command of parseUpstartJob(bytes).commands) assert.ok(text.includes(command.split(' ')[0] ?? ''))
    }),
  )
})
