import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kexLists, successSize } from './ssh-kex.ts'

const lists = (cipher: string, mac: string): readonly (readonly string[])[] =>
  ['k', 'h', cipher, cipher, mac, mac].map(list => list.split(','))

test('the size of the shortest answer follows from what both sides agree on', () => {
  const client = lists(
    'chacha20-poly1305@openssh.com,aes128-ctr,aes128-gcm@openssh.com,3des-cbc',
    'hmac-sha2-256-etm@openssh.com,umac-64@openssh.com,hmac-sha1',
  )
  const size = (cipher: string, mac: string): number => successSize(client, lists(cipher, mac))
  assert.deepEqual(
    [
      size('chacha20-poly1305@openssh.com', ''),
      size('aes128-gcm@openssh.com', ''),
      size('aes128-ctr', 'hmac-sha2-256-etm@openssh.com'),
      size('aes128-ctr', 'umac-64@openssh.com'),
      size('3des-cbc', 'hmac-sha1'),
    ],
    [28, 36, 52, 24, 36],
  )
  assert.equal(size('aes256-ctr', 'hmac-sha1'), 0)
})

test('any bytes: no throw', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void kexLists(bytes)))
})
