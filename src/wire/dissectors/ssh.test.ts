import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOfTalk, type Said } from '../../../test/wire.ts'
import { ssh } from './ssh.ts'

const outcome = (rows: ReturnType<typeof rowsOfTalk>) =>
  rows.loginTries?.map(({ service, users, refused, accepted }) => [service, users, refused, accepted])

function packet(kind: number, payload: string): string {
  const body = `\x04${String.fromCharCode(kind)}${payload}pad!`
  return `\x00\x00${String.fromCharCode(body.length >> 8, body.length & 255)}${body}`
}
const list = (names: string): string => `\x00\x00\x00${String.fromCharCode(names.length)}${names}`
const cipher = 'chacha20-poly1305@openssh.com'
const kexInit = packet(
  20,
  `${'c'.repeat(16)}${['curve25519', 'ssh-ed25519', cipher, cipher, 'hmac-sha1', 'hmac-sha1', 'none', 'none', '', ''].map(list).join('')}`,
)
const hidden = (size: number): string => 'x'.repeat(size)
const start: Said[] = [
  [1, 'SSH-2.0-OpenSSH_9.2\r\n'],
  [0, 'SSH-2.0-libssh\r\n'],
  [0, kexInit],
  [1, kexInit],
  [0, packet(30, 'e')],
  [1, packet(31, 'f') + packet(21, '') + hidden(200)],
  [0, packet(21, '')],
  [0, hidden(44)],
  [1, hidden(44)],
  [0, hidden(60)],
  [1, hidden(60)],
]
const guess: Said[] = [
  [0, hidden(148)],
  [1, hidden(60)],
]

test('SSH: refusals by their size, the login by the shortest answer of all', () => {
  assert.deepEqual(outcome(rowsOfTalk([ssh], [...start, ...guess, ...guess, ...guess])), [['ssh', [], 3, false]])
  assert.deepEqual(outcome(rowsOfTalk([ssh], [...start, ...guess, [0, hidden(148)], [1, hidden(28)]])), [['ssh', [], 1, true]])
  const bytes = start.slice(0, 7).flatMap(([from, text]) => [...(text as string)].map((c): Said => [from, c]))
  assert.equal(outcome(rowsOfTalk([ssh], bytes)), undefined)
})

test('near miss: a keyscan, another protocol', () => {
  assert.equal(outcome(rowsOfTalk([ssh], start.slice(0, 6))), undefined)
  assert.deepEqual(rowsOfTalk([ssh], [[0, 'SSX-2.0\r\n']]), {})
})
