import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { SshKey } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { rogueAccount } from './rogue-account.ts'

const said = (detector: Detector, rows: Partial<Facts>, intel: Intel = noIntel) =>
  [...detector.detect(factsOf(rows), intel, new Set())].map(f => `${f.severity} ${f.evidence[0].locator} ${f.title.en}`)
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

test('accounts: hits', () => {
  const users = [
    userOf({ name: 'bak', uid: 0, line: 2 }),
    userOf({ name: 'news', uid: 9, line: 3, shell: '/usr/sbin/nologin ' }),
    userOf({ name: 'games', uid: 5, line: 4, shell: '/bin/sh' }),
    userOf({ name: 'x', line: 5, shell: '/dev/shm/.b/bash' }),
    userOf({ name: 'a\u001b[2K', line: 6 }),
    userOf({ name: 'ann', line: 7, password: 'empty' }),
    userOf({ name: 'lp', uid: 7, line: 8, shell: '/usr/sbin/nologin' }),
  ]
  assert.deepEqual(said(rogueAccount, { users }), [
    'medium /etc/passwd:2 account bak has uid 0, the powers of root',
    'high /etc/passwd:3 the shell of account news carries hidden blanks or control characters',
    'high /etc/passwd:4 the system account games can log in',
    'medium /etc/passwd:5 the shell of account x lies in a temporary or hidden place',
    'medium /etc/passwd:6 the name of an account holds control characters',
    'low /etc/passwd:7 account ann has an empty password',
    'low /etc/passwd:8 the system account lp has a password',
  ])
})

test('accounts: a system account that was given a key', () => {
  const users = [userOf({ name: 'mail', uid: 8, shell: '/bin/sh', password: 'locked' })]
  assert.deepEqual(said(rogueAccount, { users }), [])
  assert.equal(said(rogueAccount, { users, sshKeys: [keyOf({ user: 'mail' })] }).length, 1)
})

test('accounts: near misses', () => {
  const users = [
    userOf({ name: 'root', uid: 0, shell: '/bin/bash' }),
    userOf({ name: 'sync', uid: 4, shell: '/bin/sync', password: 'locked' }),
    userOf({ name: 'daemon', uid: 1, shell: '/bin/sh', password: 'locked' }),
    userOf({ name: 'postgres', uid: 101, shell: '/bin/bash', password: 'locked' }),
    userOf({ name: 'git', uid: 110, shell: '/usr/bin/git-shell', password: 'set' }),
    userOf({ name: 'ann', shell: '/home/ann/.nix-profile/bin/fish' }),
    userOf({ name: 'bob', shell: '/home/linuxbrew/.linuxbrew/bin/zsh' }),
    userOf({ name: 'news', uid: 1001 }),
    userOf({ name: 'nobody', uid: 65534, shell: '/usr/sbin/nologin', password: 'locked' }),
  ]
  assert.deepEqual(said(rogueAccount, { users }), [])
})

test('accounts: the emptied password of root is a hit to be told with a miner, that of a person is none', () => {
  const of = (uid: number) =>
    [...rogueAccount.detect(factsOf({ users: [userOf({ name: 'root', uid, password: 'empty' })] }), noIntel, new Set())][0]?.joinsMining
  assert.equal(of(0), true)
  assert.equal(of(1000), false)
})
