import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { base58xmr, bech32 } from '@scure/base'
import fc from 'fast-check'
import { assertGrowsLinearly } from '../../test/growth.ts'
import { findWallets, walletOf } from './wallet.ts'

const moneroDonation = '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A'
const known: Readonly<Record<string, string>> = {
  [moneroDonation]: 'XMR',
  '888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H': 'XMR',
  '4LL9oSLmtpccfufTMvppY6JwXNouMBzSkbLYfpAV5Usx3skxNgYeYTRj5UzqtReoS44qo9mtmXCqY45DJ852K5Jv2bYXZKKQePHES9khPK': 'XMR',
  '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa': 'BTC',
  '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy': 'BTC',
  bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq: 'BTC',
  bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr: 'BTC',
  ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9: 'LTC',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed': 'ETH',
  t1Hsc1LR8yKnbbe3twRp88p6vFfC5t7DLbs: 'ZEC',
  [bech32.encode('zs', bech32.toWords(new Uint8Array(43).fill(7)))]: 'ZEC',
  [bech32.encode('dero', bech32.toWords(new Uint8Array(34).fill(1)))]: 'DERO',
  'kaspa:qpauqsvk7yf9unexwmxsnmg547mhyga37csh0kj53q6xxgl24ydxjsgzthw5j': 'KAS',
  DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L: 'DOGE',
}

for (const [address, coin] of Object.entries(known)) {
  test(`${coin} ${address.slice(0, 12)}…`, () => {
    const [only, more] = [...findWallets(`-u ${address}.worker1 -p x`)]
    assert.deepEqual([only?.coin, only?.address, only?.offset, more], [coin, address, 3, undefined])
  })
  test(`a changed letter of ${coin} ${address.slice(0, 12)}… is no address`, () => {
    const at = address.length - 10
    const other = address[at] === 'q' ? 'p' : 'q'
    assert.deepEqual([...findWallets(address.slice(0, at) + other + address.slice(at + 1))], [])
  })
}

test('any Monero key pair gives an address that is found in any surroundings', () => {
  const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 })
  fc.assert(
    fc.property(bytes, fc.constantFrom(18, 42), fc.constantFrom('', '"', '\0', 'https://x/', '\\n', 'u='), (keys, prefix, before) => {
      const body = Uint8Array.of(prefix, ...keys)
      const address = base58xmr.encode(Uint8Array.of(...body, ...keccak_256(body).subarray(0, 4)))
      assert.deepEqual(
        [...findWallets(`${before}${address}/w`)].map(w => w.address),
        [address],
      )
    }),
  )
})

test('near misses: git hashes, uuids, lower-case hex, placeholders, base64, passwords', () => {
  const innocent = [
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '123e4567-e89b-12d3-a456-426614174000',
    '0x0000000000000000000000000000000000000000',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl root@host',
    `4${'A'.repeat(94)}`,
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '5JxYourRandomTokenThatIsLongEnoughToLook1ikeBase58',
  ]
  for (const text of innocent) assert.deepEqual([...findWallets(text)], [], text)
  assert.equal(walletOf('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')?.certain, false)
  assert.equal(walletOf('0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'), undefined)
})

test('never throws, and offsets are true', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ unit: fc.constantFrom('4', 'A', 'q', '1', 'b', 'c', '0', 'x') }), (a, b) => {
      const text = `${a}${b}${moneroDonation} ${b}`
      for (const { address, offset } of findWallets(text)) assert.equal(text.slice(offset, offset + address.length), address)
    }),
  )
})

test('look-alikes take as long as they are, and of many words only 4000 are checked', () => {
  for (const piece of [`${moneroDonation.slice(0, 94)}B `, '4A'])
    assertGrowsLinearly(size => assert.equal([...findWallets(piece.repeat(size / piece.length))].length, 0), 8192, piece)
  assert.equal([...findWallets(`${moneroDonation} `.repeat(4001))].length, 4000)
})
