import assert from 'node:assert/strict'
import { test } from 'node:test'
import { helloRecord } from '../../../test/client-hello.ts'
import { type Rows, rowsOfTalk, type Said } from '../../../test/wire.ts'
import { dissectors } from './index.ts'

const hello: Said = [0, helloRecord('eu.pool.example')]
const rowsOn = (serverPort: number, said: readonly Said[]): Rows => rowsOfTalk(dissectors, said, { serverPort })
const talks: readonly (readonly [port: number, said: readonly Said[]])[] = [
  [
    25,
    [
      [1, '220 mx.example ESMTP\r\n'],
      [0, 'EHLO a\r\n'],
      [1, '250-mx.example\r\n250 STARTTLS\r\n'],
      [0, 'STARTTLS\r\n'],
      [1, '220 go ahead\r\n'],
    ],
  ],
  [
    143,
    [
      [1, '* OK IMAP4rev1\r\n'],
      [0, 'a1 STARTTLS\r\n'],
      [1, 'a1 OK begin\r\n'],
    ],
  ],
  [
    110,
    [
      [1, '+OK POP3\r\n'],
      [0, 'STLS\r\n'],
      [1, '+OK\r\n'],
    ],
  ],
  [
    389,
    [
      [0, '\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037'],
      [1, '\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00'],
    ],
  ],
  [
    5222,
    [
      [0, "<?xml version='1.0'?><stream:stream to='x'>"],
      [1, '<stream:features/>'],
      [0, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
      [1, '<proceed/>'],
    ],
  ],
]

test('what follows the wish for TLS is read as TLS', () => {
  for (const [port, said] of talks) {
    const [row] = rowsOn(port, [...said, hello]).names ?? []
    assert.deepEqual([row?.name, row?.via], ['eu.pool.example', ['starttls']], String(port))
  }
})

test('near miss: nobody asked, mail in clear for ever', () => {
  for (const [port, said] of talks.filter(([port]) => port !== 389)) assert.deepEqual(rowsOn(port, [said[0]!, hello]).names, undefined)
  const mail: Said[] = [[1, '220 mx.example\r\n'], ...Array.from({ length: 40 }, (): Said => [0, `${'x'.repeat(998)}\r\n`])]
  assert.deepEqual(rowsOn(25, [...mail, [0, 'STARTTLS\r\n'], hello]), {})
})
