import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pairKey } from './pair-key.ts'

test('pairs that differ have keys that differ', () => {
  const keys = new Set<number>()
  for (let client = 0; client < 50; client++)
    for (let server = 0; server < 50; server++)
      for (const port of [22, 65_535]) keys.add(pairKey(0xc000_0200 + client, 0x0a00_0000 - server, port, 7))
  assert.equal(keys.size, 5000)
  assert.notEqual(pairKey(1, 2, 3, 7), pairKey(1, 2, 3, 8))
})
