import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, textOf } from '../core/bytes.ts'
import { memoryHost } from './memory.ts'
import { recorder } from './recorder.ts'
import { withoutSecrets } from './secrets.ts'

const clean = (path: string, text: string): string => textOf(withoutSecrets(path, bytesOf(text)))

test('a snapshot keeps the scheme of a password hash and its lock, never the hash', () => {
  const shadow =
    'root:$y$j9T$abcdefgh$ijklmnop:19000:0:::::\nbin:*:19000::::::\nnew::1::::::\nold:!$6$salt$hash:1::::::\nmd:$1$x$y:1:\ndes:abJnggxhB/yWI:1:\n'
  const kept = clean('/etc/shadow', shadow)
  assert.doesNotMatch(kept, /abcdefgh|ijklmnop|salt|hash|abJnggxhB/)
  assert.match(kept, /^root:\$y\$redacted:19000/m)
  assert.match(kept, /^bin:\*:/m)
  assert.match(kept, /^new::1/m)
  assert.match(kept, /^old:!\$6\$redacted:/m)
})

test('a private key is cut to its first line, wherever it lies', () => {
  const kept = clean('/root/x', 'before\n-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n')
  assert.equal(kept, 'before\n-----BEGIN OPENSSH PRIVATE KEY-----')
})

test('what the recorder writes holds no secret either', () => {
  const { host, recording } = recorder(memoryHost({ '/etc/shadow': 'root:$6$salt$secrethash:1:::::: \n' }))
  host.files.read('/etc/shadow')
  host.files.readAt('/etc/shadow', 0, 100)
  host.files.readAt('/etc/shadow', 9, 100)
  const text = JSON.stringify(recording())
  for (const form of ['secrethash', Buffer.from('secrethash').toString('base64').slice(0, 10)]) assert.ok(!text.includes(form))
  assert.ok(!Buffer.from(text).includes('salt'))
})
