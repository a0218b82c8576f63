import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { verificationOf } from '../../test/verification.ts'
import type { Verification } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { pamModuleModified } from './pam-module-modified.ts'

const detect = (...verifications: Verification[]) => [...pamModuleModified.detect(factsOf({ verifications }), noIntel, new Set())]
const path = '/usr/lib/x86_64-linux-gnu/security/pam_unix.so'

test('hit: pam_unix.so replaced', () => {
  assert.equal(detect(verificationOf({ path }))[0]?.severity, 'high')
})

test('near miss: intact, and a changed command', () => {
  assert.equal(detect(verificationOf({ path, result: 'intact' }), verificationOf({ path: '/usr/bin/ps' })).length, 0)
})
