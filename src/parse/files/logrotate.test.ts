import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseLogrotate } from './logrotate.ts'

const debian = `/var/log/syslog
/var/log/mail.log
/var/log/auth.log
{
	rotate 4
	weekly
	missingok
	postrotate
		/usr/lib/rsyslog/rsyslog-rotate
		}
	endscript
}
"/var/log/my app/*.log" /var/log/x { # not a comment for logrotate
	size 100M
	copytruncate
}
`

test('rules with their defaults; scripts are no rules', () => {
  const { rules } = parseLogrotate(debian.replace(' # not a comment for logrotate', ''), { keeps: 7 })
  assert.deepEqual(rules, [
    { paths: ['/var/log/syslog', '/var/log/mail.log', '/var/log/auth.log'], keeps: 4, days: 7, copyTruncate: false },
    { paths: ['/var/log/my app/*.log', '/var/log/x'], keeps: 7, days: 0, copyTruncate: true },
  ])
})

test('what stands outside of braces holds for what follows', () => {
  assert.deepEqual(parseLogrotate('# c\nmonthly\nrotate 2\ninclude /etc/logrotate.d\n').defaults, {
    keeps: 2,
    days: 31,
    copyTruncate: false,
  })
})

test('property: any text, no throw', () => {
  const line = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('/var/log/x {', '{', '}', 'rotate 3', 'postrotate', 'endscript'))
  fc.assert(fc.property(fc.array(line), lines => void parseLogrotate(lines.join('\n'))))
})
