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

test('what a method has to say behind the port: bare MD5, a certificate by its name alone, a principal, a trusted host', () => {
  const after = (rest: string) => {
    const found = parseAccepted(`Accepted x for deploy from 192.0.2.7 port 50123 ssh2${rest}`)
    return found && `${found.user} ${found.address} ${found.port} ${found.fingerprint}`
  }
  const md5 = '1f:02:9a:33:44:b5:66:77:88:99:aa:bb:cc:dd:ee:f0'
  assert.equal(after(`: RSA ${md5}`), `deploy 192.0.2.7 50123 MD5:${md5}`)
  assert.equal(after(`: RSA MD5:${md5}`), `deploy 192.0.2.7 50123 MD5:${md5}`)
  assert.equal(after(`: ED25519-CERT ID deploy@ca (serial 7) CA RSA ${key}`), 'deploy 192.0.2.7 50123 ')
  assert.equal(after(': deploy/admin@EXAMPLE.ORG'), 'deploy 192.0.2.7 50123 ')
  assert.equal(after(`: RSA ${md5}, client user "deploy", client host "build.example.org"`), `deploy 192.0.2.7 50123 MD5:${md5}`)
  assert.equal(after(' and more'), undefined)
  assert.equal(after(`: RSA ${md5.slice(3)}`), 'deploy 192.0.2.7 50123 ')
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
