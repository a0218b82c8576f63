import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftsOf } from '../../../test/logs.ts'
import { kernLog } from './kern-log.ts'

const head = 'Nov  1 02:03:04 web01 '

test('what such a file holds, and that it is known by its name', () => {
  const line = `${head}kernel: Out of memory: Killed process 77 (xmrig) total-vm:1kB`
  assert.deepEqual(
    draftsOf(kernLog, '/var/log/x', line, `${head}web[7]: nothing of interest`).map(d => d.verb),
    ['error'],
  )
  assert.equal(kernLog.recognise(`${line}\n`, 'kern.log'), 1)
  assert.ok(kernLog.recognise(`${line}\n`, 'other') < 1)
  assert.equal(kernLog.recognise('no log at all\n', 'kern.log'), 0)
})
