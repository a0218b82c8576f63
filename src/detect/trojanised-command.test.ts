import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { verificationOf } from '../../test/verification.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Verification } from '../core/facts/system.ts'
import { factsOf } from '../core/facts.ts'
import { trojanisedCommand } from './trojanised-command.ts'

const detect = (verifications: Verification[], files: FileFact[] = []) => [
  ...trojanisedCommand.detect(factsOf({ verifications, files }), noIntel, new Set()),
]

test('hit: a script that wraps the renamed ps is nearly certain', () => {
  const ps = verificationOf({ path: '/usr/bin/ps', sameContentAt: ['/usr/bin/ps.lanigiro'] })
  const [found] = detect([ps], [fileOf({ path: '/usr/bin/ps', magic: 'script', head: '#!/bin/sh\nps.lanigiro "$@" | grep -v x' })])
  assert.deepEqual([found?.severity, found?.confidence, found?.evidence.length], ['high', 0.95, 3])
})

test('hit: ss differs; wget differs; ls leads to /tmp', () => {
  const found = detect([
    verificationOf({ path: '/usr/bin/ss' }),
    verificationOf({ path: '/usr/bin/wget' }),
    verificationOf({ path: '/usr/bin/ls', actual: 'symlink to /tmp/.x/ls' }),
  ])
  assert.deepEqual(
    found.map(f => [f.severity, f.confidence]),
    [
      ['high', 0.6],
      ['medium', 0.4],
      ['high', 0.85],
    ],
  )
})

test('near miss: intact, missing, a PAM module, a multi-call binary, and a database that matches nothing', () => {
  assert.equal(
    detect([verificationOf({ path: '/usr/bin/ps', result: 'intact' }), verificationOf({ path: '/usr/bin/w', result: 'missing' })]).length,
    0,
  )
  assert.equal(detect([verificationOf({ path: '/lib/security/pam_unix.so' })]).length, 0)
  assert.equal(detect([verificationOf({ path: '/usr/bin/ls', actual: 'symlink to /usr/bin/busybox' })])[0]?.severity, 'low')
  const all = Array.from({ length: 12 }, (_, i) => verificationOf({ path: `/usr/bin/c${i}` }))
  assert.ok(detect(all).every(f => f.severity === 'low' && f.whyNot !== undefined))
})
