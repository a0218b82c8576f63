import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { ftp } from './ftp.ts'

const outcome = (rows: ReturnType<typeof rowsOfTalk>) =>
  rows.loginTries?.map(({ service, users, refused, accepted }) => [service, users, refused, accepted])

test('FTP and POP3, also in single bytes', () => {
  const talk: Said[] = [
    [1, '220 hello\r\n'],
    [0, 'USER root\r\n'],
    [1, '331 password\r\n'],
    [0, 'PASS a\r\n'],
    [1, '530 no\r\n'],
    [0, 'USER admin\r\nPASS b\r\n'],
    [1, '331-some\r\n text\r\n331 x\r\n230 in\r\n'],
  ]
  const expected = [['ftp', ['root', 'admin'], 1, true]]
  assert.deepEqual(outcome(rowsOfTalk([ftp], talk)), expected)
  const bytes = talk.flatMap(([from, text]) => [...(text as string)].map((c): Said => [from, c]))
  assert.deepEqual(outcome(rowsOfTalk([ftp], bytes)), expected)
  assert.deepEqual(
    outcome(
      rowsOfTalk(
        [ftp],
        [
          [1, '+OK\r\n'],
          [0, 'USER a\r\n'],
          [1, '+OK\r\n'],
          [0, 'PASS b\r\n'],
          [1, '-ERR no\r\n'],
        ],
      ),
    ),
    [['pop3', ['a'], 1, false]],
  )
})

test('near miss: IRC, a question to log in first, mail', () => {
  assert.equal(
    outcome(
      rowsOfTalk(
        [ftp],
        [
          [0, 'USER a b c :d\r\n'],
          [1, ':server 001 a\r\n'],
        ],
      ),
    ),
    undefined,
  )
  assert.equal(
    outcome(
      rowsOfTalk(
        [ftp],
        [
          [0, 'USER a\r\n'],
          [1, '530 log in over TLS\r\n'],
        ],
      ),
    ),
    undefined,
  )
  assert.deepEqual(
    rowsOfTalk(
      [ftp],
      [
        [1, '220 mail ESMTP\r\n'],
        [0, 'EHLO a\r\n'],
      ],
    ),
    {},
  )
})
