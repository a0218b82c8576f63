import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import { verificationOf } from '../../test/verification.ts'
import { factsOf } from '../core/facts.ts'
import { disabledCommand } from './disabled-command.ts'

const said = (...given: readonly Parameters<typeof verificationOf>[0][]) =>
  [...disabledCommand.detect(factsOf({ verifications: given.map(verificationOf) }), noIntel, new Set())].map(
    f => `${f.severity} ${f.evidence[0].locator} ${f.evidence[0].excerpt}`,
  )

test('hit: commands without any execute bit, their content intact or not', () => {
  assert.deepEqual(
    said({ path: '/usr/bin/kill', result: 'intact', mode: 0o644 }, { path: '/bin/chattr', mode: 0 }, { path: '/usr/bin/curl', mode: 0 }),
    [
      'medium /usr/bin/kill mode 0644 · package procps',
      'medium /bin/chattr mode 0000 · package procps',
      'low /usr/bin/curl mode 0000 · package procps',
    ],
  )
})

test('near misses: ordinary and hardened commands, set-id, libraries, links without a mode of their own', () => {
  assert.deepEqual(
    said(
      { path: '/usr/bin/kill', mode: 0o755 },
      { path: '/usr/bin/crontab', mode: 0o2755 },
      { path: '/usr/bin/gcc', mode: 0o700 },
      { path: '/usr/lib/x86_64-linux-gnu/libc.so.6', mode: 0o644 },
      { path: '/usr/bin/awk' },
    ),
    [],
  )
})
