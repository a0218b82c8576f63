import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../../test/garbage.ts'
import { bytesOf, textOf } from '../../core/bytes.ts'
import { parseXinetd } from './xinetd-conf.ts'

const conf = `defaults
{
  instances = 60
}
# off by default
service ssh-alt
{
  port = 31337
  server = /bin/sh
  server_args = -i
  disable = no
}
service open {
  server += /bin/x
service next
{
}
`

test('blocks and attributes', () => {
  assert.deepEqual(
    [...parseXinetd(bytesOf(conf))].map(s => [s.number, s.service, Object.fromEntries(s.attributes)]),
    [
      [6, 'ssh-alt', { port: '31337', server: '/bin/sh', server_args: '-i', disable: 'no' }],
      [13, 'open', { server: '/bin/x' }],
      [15, 'next', {}],
    ],
  )
})

test('any bytes: never throws; spans lie in order and hold the text as written', () => {
  fc.assert(
    fc.property(garbageLike(conf), bytes => {
      let last = 0
      for (const { span, text } of parseXinetd(bytes)) {
        assert.ok(span.start >= last && span.end <= bytes.length)
        last = span.end
        assert.ok(textOf(bytes.subarray(span.start, span.end)).startsWith(text))
      }
    }),
  )
})
