import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { changeableHost, sha256Of, stepOf } from '../../test/control.ts'
import { restoreCommand } from './restore-command.ts'

const path = '/usr/bin/wget'
const real = 'the packaged program'
const detail = { path, from: '/usr/bin/wgettnt', checksum: createHash('md5').update(real).digest('hex') }
const moved = { content: real, mode: 0o4755, xattrs: { 'security.capability': Uint8Array.of(1, 9) }, immutable: true }

test('a missing command comes back to its place with the mode and attributes of the renamed one', () => {
  const host = changeableHost({ '/usr/bin/wgettnt': moved })
  assertThereAndBack(restoreCommand, stepOf({ action: 'restore-command', before: '', detail }), host, () => {
    const { state, bytes } = host.at(path)!
    assert.deepEqual(
      [String(Buffer.from(bytes)), state.mode, state.immutable, Object.keys(state.xattrs)],
      [real, 0o4755, false, ['security.capability']],
    )
    assert.notEqual(host.at('/usr/bin/wgettnt'), undefined)
  })
})

test('a wrapper in its place gives way, and comes back when it is taken back', () => {
  for (const wrapper of [{ content: '#!/bin/sh\nwgettnt "$@" | grep -v x\n', mode: 0o755, uid: 5 }, { link: '/bin/true' }]) {
    const host = changeableHost({ '/usr/bin/wgettnt': moved, [path]: wrapper })
    const step = stepOf({ action: 'restore-command', before: sha256Of(wrapper.link ?? wrapper.content ?? ''), detail })
    assertThereAndBack(restoreCommand, step, host)
  }
})

test('other content than the package recorded, drift, a command that is intact and half a plan are refused', () => {
  const step = stepOf({ action: 'restore-command', before: '', detail })
  assertRefused(restoreCommand, step, changeableHost({ '/usr/bin/wgettnt': 'something else' }), 'tampered')
  assertRefused(restoreCommand, step, changeableHost({ '/usr/bin/wgettnt': { link: '/tmp/x' } }), 'tampered')
  assertRefused(restoreCommand, step, changeableHost({}), 'absent')
  assertRefused(restoreCommand, step, changeableHost({ '/usr/bin/wgettnt': moved, [path]: 'came meanwhile' }), 'tampered')
  assertRefused(restoreCommand, step, changeableHost({ '/usr/bin/wgettnt': moved, [path]: real }), 'absent')
  assertRefused(restoreCommand, { ...step, detail: { path } }, changeableHost({}), 'malformed')
})
