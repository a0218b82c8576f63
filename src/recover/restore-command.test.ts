import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { assertRefused, assertThereAndBack } from '../../test/actions.ts'
import { sha256Of, stepOf } from '../../test/control.ts'
import { onBoth, realAttributes } from '../../test/disk-host.ts'
import { restoreCommand } from './restore-command.ts'

const path = '/usr/bin/wget'
const real = 'the packaged program'
const detail = { path, from: '/usr/bin/wgettnt', checksum: createHash('md5').update(real).digest('hex') }
const moved = { content: real, mode: 0o4755, xattrs: realAttributes, immutable: true }

onBoth('a missing command comes back to its place with the mode and attributes of the renamed one', hostOf => {
  const host = hostOf({ '/usr/bin/wgettnt': moved })
  assertThereAndBack(restoreCommand, stepOf({ action: 'restore-command', before: '', detail }), host, () => {
    const { state, bytes } = host.at(path)!
    assert.deepEqual(
      [String(Buffer.from(bytes)), state.mode, state.immutable, Object.keys(state.xattrs).sort()],
      [real, 0o4755, false, Object.keys(realAttributes)],
    )
    assert.equal(host.at('/usr/bin/wgettnt'), undefined)
  })
})

onBoth('a command in a directory that is a link comes back to where it really lies', hostOf => {
  const host = hostOf({ '/bin': { link: 'usr/bin' }, '/usr/bin/wgettnt': moved })
  const step = stepOf({ action: 'restore-command', before: '', detail: { ...detail, path: '/bin/wget', from: '/bin/wgettnt' } })
  assertThereAndBack(restoreCommand, step, host, () => assert.notEqual(host.at(path), undefined))
})

onBoth('a wrapper in its place gives way, and comes back when it is taken back', hostOf => {
  for (const wrapper of [{ content: '#!/bin/sh\nwgettnt "$@" | grep -v x\n', mode: 0o755, uid: 5 }, { link: '/bin/true' }]) {
    const host = hostOf({ '/usr/bin/wgettnt': moved, [path]: wrapper })
    const step = stepOf({ action: 'restore-command', before: sha256Of(wrapper.link ?? wrapper.content ?? ''), detail })
    assertThereAndBack(restoreCommand, step, host)
  }
})

onBoth('a link comes back where a script had taken its place, and only the link that was meant', hostOf => {
  const wrapper = '#!/bin/sh\nexit 0\n'
  const linked = { ...detail, checksum: '-> wg' }
  const step = stepOf({ action: 'restore-command', before: sha256Of(wrapper), detail: linked })
  const host = hostOf({ '/usr/bin/wgettnt': { link: 'wg' }, [path]: wrapper })
  assertThereAndBack(restoreCommand, step, host, () => assert.equal(host.at(path)?.state.link, 'wg'))
  assertRefused(restoreCommand, step, hostOf({ '/usr/bin/wgettnt': { link: '/tmp/x' }, [path]: wrapper }), 'tampered')
  assertRefused(restoreCommand, step, hostOf({ '/usr/bin/wgettnt': 'wg', [path]: wrapper }), 'tampered')
})

onBoth('other content than the package recorded, drift, a command that is intact and half a plan are refused', hostOf => {
  const step = stepOf({ action: 'restore-command', before: '', detail })
  assertRefused(restoreCommand, step, hostOf({ '/usr/bin/wgettnt': 'something else' }), 'tampered')
  assertRefused(restoreCommand, step, hostOf({ '/usr/bin/wgettnt': { link: '/tmp/x' } }), 'tampered')
  assertRefused(restoreCommand, step, hostOf({}), 'absent')
  assertRefused(restoreCommand, step, hostOf({ '/usr/bin/wgettnt': moved, [path]: 'came meanwhile' }), 'tampered')
  assertRefused(restoreCommand, step, hostOf({ '/usr/bin/wgettnt': moved, [path]: real }), 'absent')
  assertRefused(restoreCommand, { ...step, detail: { path } }, hostOf({}), 'malformed')
})
