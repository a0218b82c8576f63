import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { endsInOnion, isOnion, isTorGreeting, mayBeTorGreeting } from './tor-name.ts'

const bytesOf = (name: string): Uint8Array => Uint8Array.from(name, c => c.charCodeAt(0))
const both = (name: string): boolean => mayBeTorGreeting(bytesOf(name), 0, name.length) && isTorGreeting(name)

test('hit: names of chance, as tor makes them', () => {
  for (const name of ['www.t3k5hq2mvw4pzr6l.com', 'www.6wlc4vzk7bx.com', 'www.bz2pgx7sthvqrl5d.com']) assert.ok(both(name), name)
  assert.ok(isTorGreeting('www.kq4dxr7t2lm.net', 'net'))
  assert.ok(isOnion(`${'abcd2345'.repeat(7)}.onion`) && isOnion('www.expyuzz4wqqyqhjn.onion.'))
  assert.ok(endsInOnion(bytesOf('a.onion'), 7))
})

test('about half of the names of chance are found', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567')
  const names = fc
    .sample(fc.array(letter, { minLength: 8, maxLength: 20 }), { numRuns: 2000, seed: 7 })
    .map(list => `www.${list.join('')}.com`)
  const share = names.filter(both).length / names.length
  assert.ok(share > 0.45, String(share))
})

test('near miss: names that people choose', () => {
  for (const name of [
    'www.facebook.com',
    'www.net2ftp.com',
    'www.office365.com',
    'www.24option.com',
    'www.shop4seasons.com',
    'www.a.b2cdefgh.com',
    'www.web2print-online.com',
    'www.b2bmarketing.com',
    'mail.t3k5hq2mvw.com',
    'www.t3k5hq2mvw4.org',
  ])
    assert.ok(!both(name), name)
  assert.ok(!isOnion('onion.example') && !isOnion('short.onion') && !endsInOnion(bytesOf('bunion'), 6))
})

test('any bytes: an answer, and the first look lets all through that the second would take', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), name => {
      endsInOnion(bytesOf(name), name.length)
      isOnion(name)
      assert.ok(!isTorGreeting(name) || mayBeTorGreeting(bytesOf(name), 0, name.length))
    }),
  )
})
