import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { verificationOf } from '../../test/verification.ts'
import type { Verification } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { renamedTool } from './renamed-tool.ts'

const detect = (...verifications: Verification[]) => [...renamedTool.detect(factsOf({ verifications }), noIntel, new Set())]

test('hit: wget gone and its content under another name; a mere copy weighs little', () => {
  const [gone] = detect(verificationOf({ path: '/usr/bin/wget', result: 'missing', sameContentAt: ['/usr/bin/wdl'] }))
  assert.deepEqual([gone?.severity, gone?.about[0]], ['medium', 'file:/usr/bin/wdl'])
  assert.equal(detect(verificationOf({ path: '/usr/bin/curl', result: 'intact', sameContentAt: ['/usr/bin/cdl'] }))[0]?.severity, 'low')
})

test('near miss: removed without a trace, and a wrapped command, which is another story', () => {
  assert.equal(detect(verificationOf({ path: '/usr/bin/wget', result: 'missing' })).length, 0)
  assert.equal(detect(verificationOf({ path: '/usr/bin/ps', sameContentAt: ['/usr/bin/ps.original'] })).length, 0)
})
