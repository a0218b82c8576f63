import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { garbageLike } from '../../test/garbage.ts'
import { bytesOf, concat, textOf } from '../core/bytes.ts'
import { cuttableElements, elementSpans, jsonSpan, memberSpan } from './json-spans.ts'

const at = (bytes: Uint8Array, span: { start: number; end: number } | undefined): unknown =>
  span && JSON.parse(textOf(bytes.subarray(span.start, span.end)))

const spaced = (value: unknown): string => JSON.stringify(value, null, 1)

test('every member and element of any JSON is found where it stands', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.array(fc.jsonValue({ maxDepth: 2 }))), fc.boolean(), (value, wide) => {
      const bytes = bytesOf(wide ? spaced(value) : JSON.stringify(value))
      const whole = jsonSpan(bytes)
      assert.ok(whole)
      for (const [key, list] of Object.entries(value)) {
        const span = memberSpan(bytes, whole, key)
        assert.deepEqual(at(bytes, span), JSON.parse(JSON.stringify(list)))
        assert.deepEqual(span && elementSpans(bytes, span).map(element => at(bytes, element)), JSON.parse(JSON.stringify(list)))
      }
    }),
  )
})

test('cutting an element leaves JSON without it', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1 }), fc.boolean(), (list, wide) => {
      const bytes = bytesOf(wide ? spaced(list) : JSON.stringify(list))
      const whole = jsonSpan(bytes)
      assert.ok(whole)
      cuttableElements(bytes, whole).forEach(({ start, end }, i) => {
        const after = concat([bytes.subarray(0, start), bytes.subarray(end)])
        assert.deepEqual(JSON.parse(textOf(after)), JSON.parse(JSON.stringify(list.toSpliced(i, 1))))
      })
    }),
  )
})

test('of a key given twice the last; what is no JSON has no span', () => {
  const bytes = bytesOf('{"a":1,"\\u0061":2}')
  assert.equal(at(bytes, memberSpan(bytes, jsonSpan(bytes)!, 'a')), 2)
  assert.equal(jsonSpan(bytesOf('[1,')), undefined)
})

test('any bytes: never throws', () => {
  fc.assert(
    fc.property(garbageLike('{"a":[1,"x\\"]"],\n"b":{}}'), bytes => {
      const whole = jsonSpan(bytes)
      if (whole !== undefined) for (const key of ['a', 'b']) elementSpans(bytes, memberSpan(bytes, whole, key) ?? whole)
    }),
  )
})
