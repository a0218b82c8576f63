import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, single } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { smb } from './smb.ts'

const found = (said: readonly Said[]) => deedsIn(smb, said).logins
const frame = (body: string): string => `\0\0${String.fromCharCode(body.length >> 8, body.length & 255)}${body}`
const two = (command: number, flags: number, status: string, rest = ''): string =>
  frame(`\xfeSMB\x40\0\0\0${status}${String.fromCharCode(command)}\0\0\0${String.fromCharCode(flags)}\0\0\0${'\0'.repeat(44)}${rest}`)
const ntlm = `NTLMSSP\0\x03\0\0\0${'\0'.repeat(24)}\x08\0\x08\0\x2c\0\0\0r\0o\0o\0t\0`
const [fine, more, bad] = ['\0\0\0\0', '\x16\0\0\xc0', '\x6d\0\0\xc0']

test('SMB 2: refused and accepted; SMB 1 refused', () => {
  const start: Said[] = [
    [0, two(0, 0, fine)],
    [1, two(0, 1, fine)],
    [0, two(1, 0, fine, 'x')],
    [1, two(1, 1, more)],
  ]
  const guess: Said[] = [
    [0, two(1, 0, fine, ntlm)],
    [1, two(1, 1, bad)],
  ]
  const enter: Said[] = [
    [0, two(1, 0, fine, ntlm)],
    [1, two(1, 1, fine)],
  ]
  assert.deepEqual(found([...start, ...guess, ...enter]), [['smb', ['root'], 1, true]])
  assert.deepEqual(found([...start.slice(0, 1), ...single([...start.slice(1), ...guess])]), [['smb', ['root'], 1, false]])
  const one = frame(`\xffSMB\x73${bad}\x98${'\0'.repeat(30)}`)
  assert.deepEqual(found([[1, one]]), [['smb', [], 1, false]])
})

test('near miss: a null session, reading from the middle, another protocol', () => {
  assert.deepEqual(
    found([
      [0, two(1, 0, fine)],
      [1, two(1, 1, fine)],
    ]),
    [],
  )
  assert.deepEqual(
    found([
      [0, two(8, 0, fine)],
      [1, two(1, 1, bad)],
    ]),
    [],
  )
  assert.deepEqual(found([[0, `\0\0\0\x40\xfeSMX${'\0'.repeat(60)}`]]), [])
})
