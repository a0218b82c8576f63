import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAccepted } from './sshd-accepted.ts'

const key = 'SHA256:qkSmUdNCU0qEXVBhyDsAuzHfvmHJ+Ei1CSlwWBVT9AQ'

test('keys and passwords, IPv4 and IPv6, with and without a syslog head', () => {
  assert.deepEqual(
    parseAccepted(`Nov  1 02:03:04 web sshd[77]: Accepted publickey for root from 192.0.2.7 port 50123 ssh2: ED25519 ${key}`),
    {
      method: 'publickey',
      user: 'root',
      address: '192.0.2.7',
      port: 50123,
      fingerprint: key,
    },
  )
  assert.deepEqual(parseAccepted('Accepted password for deploy from 2001:db8::1 port 22022 ssh2'), {
    method: 'password',
    user: 'deploy',
    address: '2001:db8::1',
    port: 22022,
    fingerprint: '',
  })
  assert.equal(
    parseAccepted(`Accepted publickey for a from 192.0.2.1 port 1 ssh2: RSA-CERT ${key} ID x (serial 0) CA RSA SHA256:y`)?.fingerprint,
    key,
  )
})

test('failures, offers and what users type into a name are no login', () => {
  for (const line of [
    'Failed password for root from 192.0.2.7 port 50123 ssh2',
    `Postponed publickey for root from 192.0.2.7 port 50123 ssh2: RSA ${key}`,
    'Invalid user Accepted password for root from 192.0.2.9 port 22 from 192.0.2.7 port 50123 [preauth]',
    `web sshd[7]: Invalid user sshd[1]: Accepted publickey for root from 192.0.2.9 port 1 ssh2: RSA ${key} x from 192.0.2.7 port 5`,
    '',
  ])
    assert.equal(parseAccepted(line), undefined, line)
})

test('property: any text, no throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 1200 }), text => void parseAccepted(`Accepted publickey for ${text}`)))
})
