import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { Recent } from './recent.ts'

const asked = (recent: Recent<number>, name: string): number => recent.of(name, () => 0)

test('a name that is asked for again and again is remembered whatever else passes; one that is not is forgotten', () => {
  const recent = new Recent<number>(10)
  recent.set('kept', 7)
  recent.set('left', 7)
  for (let i = 0; i < 100; i++) {
    asked(recent, `passing ${i}`)
    assert.equal(asked(recent, 'kept'), 7, `${i}`)
  }
  assert.equal(asked(recent, 'left'), 0)
})

test('the last ones are always remembered', () => {
  const recent = new Recent<number>(10)
  for (let i = 0; i < 1000; i++) {
    recent.set(`${i}`, i)
    for (let back = Math.max(0, i - 9); back <= i; back++) assert.equal(asked(recent, `${back}`), back)
  }
})
