import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chanceBytes } from '../../test/chance-bytes.ts'
import { ssdeep } from './ssdeep.ts'

test('digests as ssdeep gives them: the examples of python-ssdeep, and data of several sizes of blocks', () => {
  const text = (word: string): Uint8Array => Buffer.from(`Also called fuzzy hashes, ${word} can match inputs that have homologies.`)
  assert.equal(ssdeep(text('Ctph')), '3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C')
  assert.equal(ssdeep(text('CTPH')), '3:AXGBicFlIHBGcL6wCrFQEv:AXGH6xLsr2C')
  assert.equal(ssdeep(chanceBytes(700, 1_103_515_245)), '12:P86KbKBvQ76nRA6He+nD7uIHeoNRsjIbRMN5Cipk6F:PSKBvQOnR9HDqIH/qGqCuk0')
  assert.equal(
    ssdeep(chanceBytes(20_000, 1_664_525)),
    '384:yqOUYpfya+dkOKTCDZb+VWYPu73Ym7cLTxV7NKkvwnlSWn8PN:ydyaSkOKTCDZBYPuTYm7uxaEOTnSN',
  )
})

test('files that share a part share a piece of it', () => {
  const data = chanceBytes(20_000, 1_664_525)
  const longer = new Uint8Array(20_500)
  longer.set(data, 500)
  const piece = ssdeep(data).split(':')[1]!.slice(20, 40)
  assert.ok(ssdeep(longer).includes(piece))
})

test('any bytes: a size of blocks and two signatures within their lengths', () => {
  assert.equal(ssdeep(new Uint8Array(0)), '')
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), data => {
      const [block, first = '', second = ''] = ssdeep(data).split(':')
      assert.ok(Number(block) >= 3 && first.length <= 64 && second.length <= 32)
    }),
  )
})
