// Encoding and decoding of netlink: what is written is read again, whatever else comes is read without harm.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attribute, attributesOf, longWord, longWordIn, name, nameIn, nested, readAttributes, word, wordIn } from './attributes.ts'
import { decodeExpression, type Expression, encodeExpression, fromHex, toHex } from './expressions.ts'
import { control, encodeMessages, errnoOf, type Message, readMessages } from './messages.ts'
import * as nf from './nftables.ts'

const bytes = fc.uint8Array({ maxLength: 200 })
const hex = fc.uint8Array({ minLength: 1, maxLength: 16 }).map(toHex)
const small = fc.integer({ min: 0, max: 20 })
const label = fc.stringMatching(/^[A-Za-z][\w.-]{0,40}$/)

test('attributes come back in order, and numbers and names as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 0x3fff }), bytes), { maxLength: 8 }), list => {
      const written = Buffer.concat(list.map(([type, value]) => attribute(type, value)))
      assert.equal(written.length % 4, 0)
      assert.deepEqual(
        [...readAttributes(written)].map(({ type, value }) => [type, [...value]]),
        list.map(([type, value]) => [type, [...value]]),
      )
    }),
  )
  const all = attributesOf(nested(1, [word(1, 0xfffffffe), name(2, '矿池'), longWord(3, 120_000)]).subarray(4))
  assert.deepEqual(
    [wordIn(all, 1), nameIn(all, 2), longWordIn(all, 3), wordIn(all, 9), nameIn(all, 9)],
    [0xfffffffe, '矿池', 120_000, 0, ''],
  )
})

test('messages come back; bytes that are none are read to their end without harm', () => {
  const message = fc.record({ type: fc.nat(0xffff), flags: fc.nat(0xffff), sequence: fc.nat(), body: bytes })
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), list => {
      const plain = (m: Message): unknown => [m.type, m.flags, m.sequence, toHex(m.body)]
      assert.deepEqual([...readMessages(encodeMessages(list))].map(plain), list.map(plain))
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), any => {
      for (const m of readMessages(any)) {
        errnoOf(m)
        for (const read of [nf.readChain, nf.readRule, nf.readSet, nf.readElements]) read(m, 'davylamp')
        nf.readGeneration(m)
      }
      for (const kind of [0, 3, 6, 9, 12, 15]) {
        const m: Message = { type: 0xa00 | kind, flags: 0, sequence: 0, body: Uint8Array.of(1, 0, 0, 0, ...name(1, 'davylamp'), ...any) }
        for (const read of [nf.readChain, nf.readRule, nf.readSet, nf.readElements]) read(m, 'davylamp')
      }
      decodeExpression(any)
    }),
  )
})

test('an error tells its errno, an acknowledgement none', () => {
  const of = (code: number): Message => ({
    type: control.error,
    flags: 0,
    sequence: 1,
    body: fromHex(toHex(new Uint8Array(new Int32Array([code]).buffer))),
  })
  assert.deepEqual([errnoOf(of(-17)), errnoOf(of(0)), errnoOf({ ...of(0), type: 3 })], [17, 0, undefined])
})

const expression: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({ is: fc.constant('meta'), key: small, to: small }),
  fc.record({ is: fc.constant('payload'), base: small, offset: small, length: small, to: small }),
  fc.record({ is: fc.constant('cmp'), from: small, op: small, data: hex }),
  fc.record({ is: fc.constant('bitwise'), from: small, to: small, length: small, mask: hex, xor: hex }),
  fc.record({ is: fc.constant('lookup'), set: label, from: small }),
  fc.record({ is: fc.constant('lookup'), set: label, from: small, flags: fc.constant(1) }),
  fc.record({ is: fc.constant('ct'), key: small, to: small }),
  fc.record({ is: fc.constant('socket'), key: small, to: small, level: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ is: fc.constant('immediate'), to: small, verdict: small }),
  fc.record({ is: fc.constant('reject'), type: small, code: small }),
  fc.constant({ is: 'counter' }),
  fc.record({ is: fc.constantFrom('queue', 'dup'), raw: hex }),
)

test('every instruction is read as it was written, also one that is not known', () => {
  fc.assert(fc.property(expression, one => assert.deepEqual(decodeExpression(encodeExpression(one)), { ...one })))
})

test('chains, rules and sets are read as they were written', () => {
  const chain: nf.Chain = {
    name: 'I-1.output',
    hook: 'output',
    priority: -150,
    rules: [[{ is: 'counter' }, { is: 'immediate', to: 0, verdict: 0 }]],
  }
  const set: nf.ElementSet = {
    name: 'I-1.any.v4',
    flags: 4,
    keyType: 7,
    keyLength: 4,
    elements: [{ key: 'c0000207' }, { key: 'c0000208', isEnd: true }, { key: '0a', timeout: 120_000 }],
  }
  const orders = nf.addRuleset('davylamp', { sets: [set], chains: [chain] })
  const messages = nf.batch(orders, 7)
  assert.deepEqual(
    messages.map(m => m.sequence),
    messages.map((_, i) => i + 1),
  )
  const read = <T>(of: (m: Message, table: string) => T): readonly T[] =>
    messages.map(m => of(m, 'davylamp')).filter(found => found !== undefined)
  assert.deepEqual(read(nf.readChain), [{ ...chain, rules: [] }])
  assert.deepEqual(read(nf.readRule), [{ chain: chain.name, rule: chain.rules[0] }])
  assert.deepEqual(read(nf.readSet), [{ ...set, elements: [] }])
  assert.deepEqual(
    messages.flatMap(m => [...nf.readElements(m, 'davylamp')]),
    set.elements,
  )
  assert.deepEqual(messages.map(m => nf.readChain(m, 'other')).filter(Boolean), [])
})

test('many elements go in several messages, none of them too long', () => {
  const elements = Array.from({ length: 1201 }, (_, i) => ({ key: i.toString(16).padStart(8, '0') }))
  const orders = nf.addElements('davylamp', 's', elements)
  assert.equal(orders.length, 3)
  for (const { body } of orders) assert.ok(body.length < 0xffff)
})
