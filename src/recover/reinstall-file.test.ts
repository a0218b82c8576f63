import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { assertRefused, assertThereAndBack, performed } from '../../test/actions.ts'
import { changeableHost, sha256Of, stepOf } from '../../test/control.ts'
import { debOf, hasDpkgDeb } from '../../test/deb.ts'
import { onBoth } from '../../test/disk-host.ts'
import type { Text } from '../core/text.ts'
import type { Node } from '../host/memory.ts'
import { reinstallFile } from './reinstall-file.ts'

if (!hasDpkgDeb) test('dpkg-deb is not installed', { skip: true }, () => {})
else {
  const path = '/usr/bin/ps'
  const real = '\x7fELF the packaged ps'
  const wrapper = '#!/bin/sh\nps.original "$@" | grep -v x\n'
  const archive = '/var/cache/apt/archives/procps_1%3a4.0-1_amd64.deb'
  const deb = debOf('procps', { 'bin/ps': real, 'usr/lib/x': 'x' }, 0o2755)
  const accounts: Record<string, Node> = { '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n', '/etc/group': 'root:x:0:\ntty:x:5:\n' }
  const tree: Record<string, Node> = { [archive]: deb, ...accounts }
  const detail = { path, archive, checksum: createHash('md5').update(real).digest('hex') }
  const step = stepOf({ action: 'reinstall-file', before: sha256Of(wrapper), detail })
  const label = { 'security.selinux': Buffer.from('system_u:object_r:bin_t:s0\0') }

  onBoth('a wrapper gives way to the packaged file with its mode and owner, and comes back as it was', hostOf => {
    const host = hostOf({ ...tree, [path]: { content: wrapper, mode: 0o777, uid: 1000, gid: 5, immutable: true } })
    assertThereAndBack(reinstallFile, step, host, () => {
      const { state, bytes } = host.at(path)!
      assert.equal(String(Buffer.from(bytes)), real)
      assert.deepEqual([state.mode, state.uid, state.gid, state.immutable, state.xattrs], [0o2755, 0, 0, false, {}])
    })
  })

  onBoth('what is missing is made, a symlink in its place gives way', hostOf => {
    assertThereAndBack(reinstallFile, { ...step, before: '' }, hostOf({ ...tree, '/usr/bin/': '' }))
    assertThereAndBack(reinstallFile, { ...step, before: sha256Of('/tmp/x') }, hostOf({ ...tree, [path]: { link: '/tmp/x' } }))
  })

  test('the label stays, capabilities do not; the owner and mode that the administrator set instead are kept', () => {
    const override = { '/var/lib/dpkg/statoverride': 'root tty 0711 /bin/ps\nroot root 4755 /bin/other\n' }
    const xattrs = { ...label, 'security.capability': Buffer.from('x') }
    const host = changeableHost({ ...tree, ...override, [path]: { content: wrapper, xattrs } })
    performed(reinstallFile, step, host)
    const { mode, gid, xattrs: left } = host.at(path)!.state
    assert.deepEqual([mode, gid, Object.keys(left)], [0o711, 5, ['security.selinux']])
  })

  test('which proof there is for the archive is told', () => {
    const proof = (lists: Record<string, Node>) =>
      (performed(reinstallFile, step, changeableHost({ ...tree, ...lists, [path]: wrapper })).undo['proof'] as Text).en
    assert.match(proof({}), /no package list vouches/)
    const padding = 'x'.repeat((4 << 20) - 30)
    const list = '/var/lib/apt/lists/deb.debian.org_dists_bookworm_main_binary-amd64_Packages'
    assert.match(proof({ [list]: `Package: other\nSHA256: ${sha256Of('other')}\n` }), /no package list vouches/)
    assert.match(proof({ [list]: `${padding}\nSHA256: ${sha256Of(deb)}\n` }), /its SHA-256 stands in deb\.debian\.org_/)
  })

  onBoth('an archive that holds something else, drift, what is intact and half a plan are refused', hostOf => {
    const other = { ...accounts, [archive]: debOf('procps', { 'bin/ps': 'another' }) }
    assertRefused(reinstallFile, step, hostOf({ ...other, [path]: wrapper }), 'tampered')
    assertRefused(reinstallFile, step, hostOf({ ...accounts, [archive]: deb.subarray(0, 300), [path]: wrapper }), 'tampered')
    assertRefused(reinstallFile, step, hostOf({ ...accounts, [path]: wrapper }), 'absent')
    assertRefused(reinstallFile, step, hostOf({ ...tree, [path]: 'came meanwhile' }), 'tampered')
    assertRefused(reinstallFile, step, hostOf({ ...tree, [path]: real }), 'absent')
    assertRefused(reinstallFile, { ...step, detail: { path } }, hostOf({}), 'malformed')
  })
}
