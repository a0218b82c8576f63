import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseInetdConf } from './inetd-conf.ts'

const conf = `# comment
31337 stream tcp nowait root /bin/sh sh -i
daytime dgram udp wait root internal
#<off># ftp stream tcp nowait ftp.ftp /usr/sbin/tcpd /usr/sbin/in.ftpd
#echo stream tcp nowait root internal
half stream tcp
`

test('services on and off', () => {
  assert.deepEqual(
    [...parseInetdConf(bytesOf(conf))].map(l => [l.number, l.service, l.protocol, l.user, l.command, l.off]),
    [
      [2, '31337', 'tcp', 'root', '/bin/sh sh -i', false],
      [3, 'daytime', 'udp', 'root', 'internal', false],
      [4, 'ftp', 'tcp', 'ftp', '/usr/sbin/tcpd /usr/sbin/in.ftpd', true],
    ],
  )
})

test('any bytes: never throws; every line holds its own text', () => {
  fc.assert(
    fc.property(garbageLike(conf), bytes => {
      for (const { span, text, service } of parseInetdConf(bytes)) {
        assert.ok(text.includes(service))
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      }
    }),
  )
})
