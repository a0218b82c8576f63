import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rsyslogTargets } from './rsyslog-conf.ts'

test('files of both styles; comments are none', () => {
  const text =
    'auth,authpriv.*\t\t/var/log/auth.log\n*.*;auth.none -/var/log/syslog\n#cron.* /var/log/cron.log\naction(type="omfile" file="/var/log/x/y.log")\n'
  assert.deepEqual(rsyslogTargets(text), ['/var/log/auth.log', '/var/log/syslog', '/var/log/x/y.log'])
})

test('property: any text, no throw', () => {
  fc.assert(fc.property(fc.string(), text => void rsyslogTargets(text)))
})
