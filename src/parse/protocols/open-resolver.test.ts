import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf } from '../../core/bytes.ts'
import { isOpenResolver, resolverStarts } from './open-resolver.ts'
import { hasWordStart, wordStarts } from './word-starts.ts'

test('public resolvers', () => {
  for (const name of [
    'dns.google',
    'mozilla.cloudflare-dns.com',
    'dns.quad9.net',
    'doh.opendns.com',
    'one.one.one.one',
    'abc123.dns.nextdns.io',
  ])
    assert.ok(isOpenResolver(name) && hasWordStart(bytesOf(name), 0, name.length, wordStarts(resolverStarts)), name)
})

test('near miss: other hosts of the same owners, names that end alike', () => {
  for (const name of ['www.google.com', 'dash.cloudflare.com', 'notdns.google', 'blog.mullvad.net', 'www.controld.com'])
    assert.ok(!isOpenResolver(name), name)
})
