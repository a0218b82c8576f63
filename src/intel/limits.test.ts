import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { loadLimits, parseLimits } from './limits.ts'

test('the packaged thresholds begin as those of fail2ban, and grow', () => {
  const { windows, bans, memory } = loadLimits()
  assert.deepEqual(windows[0], { id: 'burst', seconds: 600, tries: 5, accounts: undefined })
  assert.equal(bans[0], 600)
  assert.deepEqual(
    bans,
    [...bans].sort((a, b) => a - b),
  )
  assert.ok(memory >= bans.at(-1)!)
})

test('what is wrong is said; property: any JSON, no throw', () => {
  const window = { id: 'x', source: 'y', seconds: 60, tries: 5 }
  const whole = { windows: [window], bans: [60], memory: 600, prefix6: 64 }
  assert.equal(typeof parseLimits(JSON.stringify(whole)), 'object')
  for (const wrong of [
    { ...whole, windows: [] },
    { ...whole, bans: [60, 0] },
    { ...whole, memory: -1 },
    { ...whole, prefix6: 129 },
    { ...whole, windows: [{ ...window, tries: 0 }] },
    { ...whole, windows: [{ ...window, tries: undefined }] },
    { ...whole, windows: [{ ...window, source: '' }] },
  ])
    assert.equal(typeof parseLimits(JSON.stringify(wrong)), 'string', JSON.stringify(wrong))
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), text => void parseLimits(text)))
})
