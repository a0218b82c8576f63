import assert from 'node:assert/strict'
import { assertRefused, assertThereAndBack, performed } from '../../test/actions.ts'
import { sha256Of, stepOf } from '../../test/control.ts'
import { onBoth, realAttributes } from '../../test/disk-host.ts'
import { sameBytes } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import { vaultFile } from './vault-file.ts'

const content = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 255, 1])
const path = '/usr/bin/.x'
const detail = { path, sha256: sha256Of(content) }
const step = stepOf({ action: 'vault-file', before: sha256Of(content), detail })
const planted = {
  content,
  mode: 0o6755,
  uid: 99,
  immutable: true,
  xattrs: realAttributes,
}

onBoth('the file lies in the vault, and comes back with set-uid, capabilities, access list and flags', hostOf => {
  const host = hostOf({ [path]: planted, '/usr/bin/ls': 'x' })
  assertThereAndBack(vaultFile, step, host, () => {
    assert.equal(host.at(path), undefined)
    assert.ok(sameBytes(host.vault.fetch(detail.sha256) ?? new Uint8Array(), content))
  })
})

onBoth('a symlink is taken away itself, in directories reached through links, too', hostOf => {
  const host = hostOf({ '/bin': { link: 'usr/bin' }, '/usr/bin/x': { link: '/tmp/x' }, '/tmp/x': 'x' })
  const link = stepOf({ action: 'vault-file', before: sha256Of('/tmp/x'), detail: { path: '/bin/x', sha256: sha256Of('/tmp/x') } })
  assertThereAndBack(vaultFile, link, host, () => assert.notEqual(host.at('/tmp/x'), undefined))
})

onBoth('another file, another inode, a changed file and no file are refused', hostOf => {
  const host = hostOf({ [path]: planted })
  assertRefused(vaultFile, { ...step, detail: { path } }, host, 'malformed')
  assertRefused(vaultFile, { ...step, detail: { path, sha256: sha256Of('other') } }, host, 'tampered')
  assertRefused(vaultFile, { ...step, detail: { path, ino: 4 } }, host, 'tampered')
  assertRefused(vaultFile, { ...step, before: sha256Of('earlier') }, host, 'tampered')
  host.put(path, undefined)
  assertRefused(vaultFile, step, host, 'absent')
})

onBoth('nothing is put over what stands in its place by then', hostOf => {
  const host = hostOf({ [path]: planted })
  const go = performed(vaultFile, step, host)
  host.put(path, 'new')
  assert.ok(isGap(vaultFile.verify(step, host)))
  assert.ok(isGap(vaultFile.undo(go, host)))
  assert.equal(String(Buffer.from(host.at(path)!.bytes)), 'new')
})
