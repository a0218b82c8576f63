import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { talks } from '../../../test/mining-talks.ts'
import { firstWins } from './doubled-keys.ts'
import { miningMessages } from './mining-reading.ts'
import { frameMessage, isSetup } from './stratum-2.ts'

const words = fc.constantFrom(
  'method',
  'params',
  'result',
  'id',
  'job',
  'login',
  'mining.notify',
  'mining.submit',
  'submit',
  'blob',
  'job_id',
  'target',
  'eth_getWork',
  'getblocktemplate',
  '0x00',
  'nonce',
  'error',
)
const value = fc.letrec<{ any: unknown }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4 },
    words,
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.array(tie('any')),
    fc.dictionary(words, tie('any')),
  ),
})).any

test('no JSON of strangers makes it throw', () => {
  fc.assert(fc.property(value, json => void miningMessages(JSON.stringify(json))))
  fc.assert(fc.property(fc.string(), text => void miningMessages(text)))
})

test('every message of every dialect has a side, and no text gives more than it says', () => {
  for (const [name, { talk }] of Object.entries(talks))
    for (const [side, text] of talk) {
      const json = text.slice(text.startsWith('{') ? 0 : text.indexOf('\r\n\r\n') + 4)
      for (const message of miningMessages(json))
        assert.equal(message.side ?? (side === '>' ? 'miner' : 'pool'), side === '>' ? 'miner' : 'pool', `${name}: ${json}`)
    }
})

test('of doubled keys the first counts when asked so; text without them is left alone', () => {
  assert.equal(JSON.parse(firstWins('{"a":1,"\\u0061":2,"b":{"a":3}}') ?? '{}').a, 1)
  assert.equal(firstWins('{"a":{"a":1},"b":["a","a"]}'), undefined)
  fc.assert(fc.property(fc.string(), text => void firstWins(text)))
})

test('no frame of stratum 2 makes it throw or read past its end', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 64 }), fc.uint8Array({ maxLength: 80 }), (kind, body) => void frameMessage(kind, body)))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), bytes => void isSetup(bytes, 0, bytes.length)))
})
