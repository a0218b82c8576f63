import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertRefused, assertThereAndBack, performed } from '../../test/actions.ts'
import { changeableHost, sha256Of, stepOf } from '../../test/control.ts'
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
  xattrs: { 'security.capability': Uint8Array.of(1, 2, 0), 'system.posix_acl_access': Uint8Array.of(2) },
}

test('the file lies in the vault, and comes back with set-uid, capabilities, access list and flags', () => {
  const host = changeableHost({ [path]: planted, '/usr/bin/ls': 'x' })
  assertThereAndBack(vaultFile, step, host, () => {
    assert.equal(host.at(path), undefined)
    assert.deepEqual(host.vault.fetch(detail.sha256), content)
  })
})

test('a symlink is taken away itself, in directories reached through links, too', () => {
  const host = changeableHost({ '/bin': { link: 'usr/bin' }, '/usr/bin/x': { link: '/tmp/x' }, '/tmp/x': 'x' })
  const link = stepOf({ action: 'vault-file', before: sha256Of('/tmp/x'), detail: { path: '/bin/x', sha256: sha256Of('/tmp/x') } })
  assertThereAndBack(vaultFile, link, host, () => assert.notEqual(host.at('/tmp/x'), undefined))
})

test('another file, another inode, a changed file and no file are refused', () => {
  const host = changeableHost({ [path]: planted })
  assertRefused(vaultFile, { ...step, detail: { path } }, host, 'malformed')
  assertRefused(vaultFile, { ...step, detail: { path, sha256: sha256Of('other') } }, host, 'tampered')
  assertRefused(vaultFile, { ...step, detail: { path, ino: 4 } }, host, 'tampered')
  assertRefused(vaultFile, { ...step, before: sha256Of('earlier') }, host, 'tampered')
  host.put(path, undefined)
  assertRefused(vaultFile, step, host, 'absent')
})

test('nothing is put over what stands in its place by then', () => {
  const host = changeableHost({ [path]: planted })
  const go = performed(vaultFile, step, host)
  host.put(path, 'new')
  assert.ok(isGap(vaultFile.verify(step, host)))
  assert.ok(isGap(vaultFile.undo(go, host)))
  assert.equal(String(Buffer.from(host.at(path)!.bytes)), 'new')
})
