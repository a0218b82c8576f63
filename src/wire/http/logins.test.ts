import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deedsIn } from '../../../test/service-talk.ts'
import type { Said } from '../../../test/wire.ts'
import { http } from '../dissectors/http.ts'

const asked = (authorization: string, path = '/manager/html'): Said => [
  0,
  `GET ${path} HTTP/1.1\r\nHost: a\r\n${authorization === '' ? '' : `Authorization: ${authorization}\r\n`}\r\n`,
]
const answered = (status: number): Said => [1, `HTTP/1.1 ${status} x\r\nContent-Length: 0\r\n\r\n`]
const basic = (user: string): string => `Basic ${Buffer.from(`${user}:x`).toString('base64')}`
const logins = (said: readonly Said[]) => deedsIn(http, said).logins

test('refused passwords are counted with their names, and being let in is told', () => {
  const said = ['tomcat', 'admin'].flatMap(user => [asked(basic(user)), answered(401)])
  assert.deepEqual(logins(said), [['http', ['tomcat', 'admin'], 2, false]])
  assert.deepEqual(logins([...said, asked(basic('root')), answered(200)]), [['http', ['tomcat', 'admin', 'root'], 2, true]])
  assert.deepEqual(logins([asked('NTLM TlRMTVNTUAADAAAA'), answered(401)]), [['http', [], 1, false]])
})

test('near miss: no password yet, the first step of NTLM, tokens, errors of the server', () => {
  for (const [authorization, status] of [
    ['', 401],
    ['NTLM TlRMTVNTUAABAAAA', 401],
    ['Bearer abc', 401],
    [basic('bob'), 500],
  ] as const)
    assert.deepEqual(logins([asked(authorization), answered(status)]), [])
})
