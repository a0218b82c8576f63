import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftsOf } from '../../../test/logs.ts'
import { cronLog } from './cron-log.ts'

const head = 'Nov  1 02:03:04 web01 '

test('what such a file holds, and that it is known by its name', () => {
  const line = `${head}CRON[7]: (root) CMD (id)`
  assert.deepEqual(
    draftsOf(cronLog, '/var/log/x', line, `${head}web[7]: nothing of interest`).map(d => d.verb),
    ['scheduled'],
  )
  assert.equal(cronLog.recognise(`${line}\n`, 'cron.log'), 1)
  assert.ok(cronLog.recognise(`${line}\n`, 'other') < 1)
  assert.equal(cronLog.recognise('no log at all\n', 'cron.log'), 0)
})
