import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstTime, shortly, toldLines } from '../../../test/logs.ts'
import { syslogJson } from './syslog-json.ts'

const accepted = 'Accepted password for root from 203.0.113.9 port 50123 ssh2'

test('journalctl, rsyslog, syslog-ng, fluent-bit', () => {
  const lines = [
    JSON.stringify({ __REALTIME_TIMESTAMP: '1795279693123456', SYSLOG_IDENTIFIER: 'sshd', _PID: '7', MESSAGE: accepted }),
    JSON.stringify({ timereported: '2026-11-22T00:48:13.123+08:00', programname: 'sshd', procid: '7', msg: accepted }),
    JSON.stringify({ PROGRAM: 'sshd', PID: '7', MESSAGE: accepted, DATE: 'Nov 22 00:48:13' }),
    JSON.stringify({ date: 1795279693.123, ident: 'sshd', pid: '7', message: accepted }),
    JSON.stringify({ time: '2026-11-22T00:48:13+08:00', syslogtag: 'sshd[7]:', message: accepted }),
    JSON.stringify({ __REALTIME_TIMESTAMP: '1795279693123456', SYSLOG_IDENTIFIER: 'sshd', MESSAGE: [...Buffer.from(accepted)] }),
    JSON.stringify({ time: '2026-11-22T00:48:13+08:00', level: 'info', msg: accepted }),
  ]
  assert.deepEqual(shortly(syslogJson, lines), Array(5).fill('login root 203.0.113.9 success password'))
  assert.equal(firstTime(syslogJson, lines), '2026-11-21T16:48:13.123Z')
  assert.ok(syslogJson.recognise(`${lines.slice(0, 5).join('\n')}\n`, 'x') > 0.8)
})

test('property: any text, no throw', () => {
  fc.assert(
    fc.property(fc.json(), text =>
      assert.ok(toldLines(syslogJson, [text, `{"message":${text},"program":"sshd","time":"2026-11-22T00:48:13Z"}`]).length <= 2),
    ),
  )
})
