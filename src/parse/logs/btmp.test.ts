import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utmpBytes } from '../../../test/utmp.ts'
import { concat } from '../../core/bytes.ts'
import { btmpLog } from './btmp.ts'

const at = Date.parse('2026-03-01T10:00:00Z')

function read(file: Uint8Array) {
  return [...btmpLog.read((from, length) => file.subarray(from, from + length), file.length, { path: '/var/log/btmp', user: '' })]
}

test('failed logins fold by name and peer', () => {
  const tried = (user: string, address: string) => utmpBytes({ type: 6, user, tty: 'ssh:notty', host: address, address, pid: 7, at })
  const told = read(concat([tried('admin', '203.0.113.9'), tried('root', '2001:db8::1')]))
  assert.deepEqual(
    told.map(one => 'verb' in one && [one.verb, one.outcome, one.user, one.address, one.fold, one.time?.ms, one.locus]),
    [
      ['login-failed', 'failure', 'admin', '203.0.113.9', 'admin 203.0.113.9', at, '#0'],
      ['login-failed', 'failure', 'root', '2001:db8::1', 'root 2001:db8::1', at, '#1'],
    ],
  )
})

test('property: a name that is a whole log line stays a name', () => {
  const name = fc.stringMatching(/^[ -~]{1,32}$/)
  fc.assert(
    fc.property(name, user => {
      const [one] = read(utmpBytes({ type: 6, user, tty: 'ssh:notty', address: '192.0.2.1', at }))
      assert.ok(one !== undefined && 'verb' in one)
      assert.deepEqual([one.verb, one.user, one.address], ['login-failed', user, '192.0.2.1'])
    }),
  )
})

test('property: any bytes, no throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1600 }), bytes => assert.ok(read(bytes).length <= 40)))
})
