import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeableHost, memoryVault, stepOf } from '../../test/control.ts'
import { expectLeft, isPlanned } from './planned-content.ts'

test('what the plan saw and what davylamp left there is planned; what merely lies in the vault, or was left elsewhere, is not', () => {
  const vault = memoryVault()
  const { at } = changeableHost({ '/a': 'one', '/b': 'two', '/c': 'two' })
  const [one, two, other] = [at('/a')!, at('/b')!, at('/c')!]
  const step = stepOf({ action: 'x', detail: {}, before: one.state.sha256 })
  assert.ok(isPlanned(step, one.state, vault))
  vault.keep(two.bytes)
  assert.ok(!isPlanned(step, two.state, vault))
  expectLeft(two.state, vault)
  assert.ok(isPlanned(step, two.state, vault))
  assert.ok(!isPlanned(step, other.state, vault))
})
