import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userOf } from '../../test/facts.ts'
import { bytesOf, concat } from '../core/bytes.ts'
import type { SshdSetting, SshKey } from '../core/facts/account.ts'
import { factsOf } from '../core/facts.ts'
import { isGap } from '../core/gap.ts'
import { memoryHost, type Node } from '../host/memory.ts'
import { sshKeys } from './ssh-keys.ts'
import { sshdSettings } from './sshd-settings.ts'

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEABWwzKp+PQ1L2DsJLHaoPO9qHKFmvFtNsy8f1wTEWF'

function collect(tree: Readonly<Record<string, Node>>): { settings: SshdSetting[]; keys: SshKey[] } {
  const host = memoryHost(tree)
  const settings = [...sshdSettings.collect(host, factsOf(), new Set())].flatMap(row =>
    !isGap(row) && row[0] === 'sshdSettings' ? [row[1]] : [],
  )
  const users = [userOf({ name: 'root', uid: 0, home: '/root' }), userOf({ name: 'news', uid: 9, home: '/var/spool/news/' })]
  const rows = sshKeys.collect(host, factsOf({ users, sshdSettings: settings }), new Set())
  return { settings, keys: [...rows].flatMap(row => (!isGap(row) && row[0] === 'sshKeys' ? [row[1]] : [])) }
}

test('the end of the key as it stands there', () => {
  const { keys } = collect({ '/root/.ssh/authorized_keys': `${key} me\n` })
  assert.deepEqual(
    keys.map(k => k.tail),
    [key.slice(-40)],
  )
})

test('keys of every home, of authorized_keys2, of homes without account, and of configured places', () => {
  const { keys } = collect({
    '/root/.ssh/authorized_keys': `from="10.0.0.1",command="/bin/x \\"a\\"" ${key} me\n`,
    '/var/spool/news/.ssh/authorized_keys2': `${key} n\n`,
    '/home/ldap/.ssh/authorized_keys': `${key} l\n`,
    '/etc/ssh/keys/root': `${key} k\n`,
    '/etc/ssh/sshd_config': 'AuthorizedKeysFile .ssh/authorized_keys /etc/ssh/keys/%u\n',
  })
  assert.deepEqual(
    keys.map(k => [k.user, k.path, k.comment, k.amidBinary]),
    [
      ['root', '/root/.ssh/authorized_keys', 'me', false],
      ['root', '/etc/ssh/keys/root', 'k', false],
      ['news', '/var/spool/news/.ssh/authorized_keys2', 'n', false],
      ['ldap', '/home/ldap/.ssh/authorized_keys', 'l', false],
    ],
  )
  assert.equal(keys[0]?.command, '/bin/x "a"')
  assert.equal(keys[0]?.fingerprint, 'SHA256:jkmHXDPtMdrsJd57z6K99dwoiyCCGIz3dmN5CoYzP/8')
})

test('a dump of Redis over authorized_keys is seen as such', () => {
  const dump = concat([bytesOf('REDIS0009'), Uint8Array.of(0xfa, 9, 0), bytesOf(`\n\n${key} x\n\n`), Uint8Array.of(0xff, 0)])
  assert.equal(collect({ '/root/.ssh/authorized_keys': dump }).keys[0]?.amidBinary, true)
})
