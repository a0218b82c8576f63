import assert from 'node:assert/strict'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { sha256Of, stepOf } from '../../test/control.ts'
import { onBoth } from '../../test/disk-host.ts'
import { makeExecutable } from './make-executable.ts'

const path = '/usr/bin/top'
const step = stepOf({ action: 'make-executable', before: sha256Of('elf'), detail: { path } })

onBoth('whoever may read it may run it again, and nobody else', hostOf => {
  for (const [mode, then] of [
    [0o644, 0o755],
    [0o640, 0o750],
    [0o600, 0o700],
  ] as const) {
    const host = hostOf({ [path]: { content: 'elf', mode, immutable: true } })
    assertThereAndBack(makeExecutable, step, host, () => assert.equal(host.at(path)?.state.mode, then))
  }
})

onBoth('execute bits come from the plan when it names a mode, and nothing else of that mode', hostOf => {
  const host = hostOf({ [path]: { content: 'elf', mode: 0o400 } })
  assertThereAndBack(makeExecutable, { ...step, detail: { path, mode: 0o6777 } }, host, () =>
    assert.equal(host.at(path)?.state.mode, 0o511),
  )
})

onBoth('a command without any permission gets the planned ones back, set-uid never', hostOf => {
  const host = hostOf({ [path]: { content: 'elf', mode: 0o000 } })
  assertThereAndBack(makeExecutable, { ...step, detail: { path, mode: 0o4755 } }, host, () =>
    assert.equal(host.at(path)?.state.mode, 0o755),
  )
})

onBoth('a command that can be run, that changed, that is a link or is gone is refused', hostOf => {
  assertRefused(makeExecutable, step, hostOf({ [path]: { content: 'elf', mode: 0o755 } }), 'absent')
  assertRefused(makeExecutable, step, hostOf({ [path]: 'other' }), 'tampered')
  assertRefused(makeExecutable, step, hostOf({ [path]: { link: 'x' } }), 'unsupported')
  assertRefused(makeExecutable, step, hostOf({}), 'absent')
})
