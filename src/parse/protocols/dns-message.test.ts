import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answer } from '../../../test/dns-message.ts'
import { answeredAddresses, DnsQuestion } from './dns-message.ts'

test('any bytes, and messages changed in one place, neither throw nor read beyond', () => {
  const question = new DnsQuestion()
  const look = (bytes: Uint8Array): void => {
    if (!question.read(bytes, 0, bytes.length)) return
    assert.ok(question.length <= 255 && question.next <= bytes.length)
    answeredAddresses(bytes, bytes.length, question)
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), look))
  const whole = answer('a.pool.example', 1, [
    [1, [192, 0, 2, 1]],
    [1, [192, 0, 2, 2]],
  ])
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, length) => {
      const changed = whole.slice(0, length)
      if (at < length) changed[at] = byte
      look(changed)
    }),
  )
})
