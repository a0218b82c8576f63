import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftsOf } from '../../../test/logs.ts'
import { mailLog } from './mail-log.ts'

const head = 'Nov  1 02:03:04 web01 '

test('what such a file holds, and that it is known by its name', () => {
  const line = `${head}dovecot[7]: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=bob rhost=192.0.2.7  user=bob`
  assert.deepEqual(
    draftsOf(mailLog, '/var/log/x', line, `${head}web[7]: nothing of interest`).map(d => d.verb),
    ['login-failed'],
  )
  assert.equal(mailLog.recognise(`${line}\n`, 'mail.log'), 1)
  assert.ok(mailLog.recognise(`${line}\n`, 'other') < 1)
  assert.equal(mailLog.recognise('no log at all\n', 'mail.log'), 0)
})
