import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { payeeOf } from './payee.ts'

/** Of keys that nobody has: Wownero, TurtleCoin, Conceal, Ergo, Nervos, Aleo, Bitcoin Cash, Firo, Karlsen, Aeternity. */
const addresses = [
  'Wo3fTTYMSsqHmcTC3uXtpzaWi2JUhjjRQZQ3fzY4ojLEKNbEjzKLhhdgR7JxTbFSLGWXaAmz39ESG6fKdrFX1SkP2RYzNqNGV',
  'TRTLuzTqQZvABmJRgShHy7AQk8u2njvkuQepmSNAZ67VNPHmdsjR2Wb15J5ZpTN3fLbWrE5VpbtvWPkJJvwqmDiyFumckXg8Vpc',
  'ccx7UZSQ58KdfM2b9ueFLXSAuLX4C1hLtNr5ik6EFTGpb8jVhC6UX6p7yWfb4fWng5QFzkTUdZvjq664KmnTmhym4zCfZdiF98',
  '9f6Fg8nLLTtNDofwVLi2HrkqDdaydseG9bBZqmTd2oaezNw3gCt',
  'ckb1qyq0hm57xk4nczkxr8rzjdalu0902dln0las9u8ym3',
  'aleo1txgh225qr4td7r96nc49mec0f2a8gj6s7f4j8a3gd84r995vp29q9mzeek',
  'bitcoincash:qz89gj0qg3xgdtdpmgh6q2mwds6xm45p9c0mymayqe',
  'aEZ8RPLvj6v2X3PahKJoaTsfWxN5tANn73',
  'karlsen:qztguy8hxfqueezhaudx9urd04xpegy9qk90zajuj9fnw65qrp7z5rw7ec2dk',
  'ak_27nfm1GqrR3GBtGwWtXCc8WRnC6B8ZCtzALxMRer3xG4wpx4rJ',
]

test('hit: addresses of many coins, with a worker behind them or alone', () => {
  for (const address of addresses) {
    assert.equal(payeeOf(address), address)
    assert.equal(payeeOf(`${address}.rig1`), address)
  }
})

test('near miss: one character is another one, words and numbers, an address inside of a word', () => {
  for (const address of addresses) {
    assert.equal(payeeOf(`${address.slice(0, -1)}${address.endsWith('q') ? 'p' : 'q'}`), '', address)
    assert.equal(payeeOf(`x.${address}`), '')
  }
  for (const login of ['', 'account.rig', 'user@example.org', 'a'.repeat(64), '1'.repeat(95), `kaspa:${'q'.repeat(61)}`])
    assert.equal(payeeOf(login), '', login)
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), text => void payeeOf(text)))
  fc.assert(fc.property(fc.stringMatching(/^[0-9A-Za-z]{26,120}$/), text => payeeOf(text) === ''))
})
