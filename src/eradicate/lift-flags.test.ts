import assert from 'node:assert/strict'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { sha256Of, stepOf } from '../../test/control.ts'
import { onBoth } from '../../test/disk-host.ts'
import { isGap } from '../core/gap.ts'
import { liftFlags } from './lift-flags.ts'

const path = '/root/.ssh/authorized_keys'
const content = 'ssh-ed25519 AAAA owner@laptop\n'
const step = stepOf({ action: 'lift-flags', before: sha256Of(content), detail: { path } })

onBoth('takes both flags off and nothing else, and sets them again', hostOf => {
  for (const flags of [{ immutable: true }, { appendOnly: true }, { immutable: true, appendOnly: true }]) {
    const host = hostOf({ [path]: { content, mode: 0o600, ...flags } })
    assertThereAndBack(liftFlags, step, host, () => {
      const { state, bytes } = host.at(path)!
      assert.deepEqual([state.immutable, state.appendOnly, state.mode, String(Buffer.from(bytes))], [false, false, 0o600, content])
    })
  }
})

onBoth('no flag, drift and a file that is gone are refused; a flag that is set again is noticed', hostOf => {
  assertRefused(liftFlags, step, hostOf({ [path]: content }), 'absent')
  assertRefused(liftFlags, step, hostOf({ [path]: { content: 'other', immutable: true } }), 'tampered')
  assertRefused(liftFlags, step, hostOf({}), 'absent')
  assert.ok(isGap(liftFlags.verify(step, hostOf({ [path]: { content, appendOnly: true } }))))
})
