import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from '../../test/facts.ts'
import { noIntel } from '../../test/intel.ts'
import { entity } from '../core/entity.ts'
import type { SshKey, SshLogin } from '../core/facts/account.ts'
import type { Process } from '../core/facts/process.ts'
import { factsOf } from '../core/facts.ts'
import { keyOfSuspectSession } from './key-of-suspect-session.ts'

const keyOf = (user: string, fingerprint: string, line: number): SshKey => {
  const path = `/home/${user}/.ssh/authorized_keys`
  return { id: entity('key', `${path}#${fingerprint}`), path, line, user, type: 'ssh-ed25519', fingerprint, comment: 'me@nas', options: '' }
}
const keys = [keyOf('a', 'SHA256:owner', 1), keyOf('a', 'SHA256:thief', 2), keyOf('b', 'SHA256:thief', 1)]
const login: SshLogin = {
  path: '/var/log/auth.log',
  user: 'a',
  address: '203.0.113.9',
  port: 40_001,
  method: 'publickey',
  fingerprint: 'SHA256:thief',
}
const started = (environ: string[], given: Partial<Process> = {}) => processOf({ pid: 7, environ, ...given })
const said = (process: Process, logins: SshLogin[] = [login], isLead = true) => [
  ...keyOfSuspectSession.detect(
    factsOf({ sshKeys: keys, sshLogins: logins, processes: [process] }),
    noIntel,
    new Set(isLead ? [process.id] : []),
  ),
]

test('hit: a suspect that inherited the address and port of a login; the key of that account alone', () => {
  for (const environ of [['SSH_CONNECTION=203.0.113.9 40001 10.0.0.2 22'], ['LANG=C', 'SSH_CLIENT=203.0.113.9 40001 22']]) {
    const found = said(started(environ))
    assert.deepEqual(
      found.map(f => [f.about, f.evidence[0].locator]),
      [[[keys[1]?.id, 'process:7@1000'], '/home/a/.ssh/authorized_keys:2']],
    )
  }
})

test('near miss: another port of the same address, a login by password, a process that nothing accuses, one that no login started', () => {
  assert.deepEqual(said(started(['SSH_CONNECTION=203.0.113.9 40002 10.0.0.2 22'])), [])
  assert.deepEqual(said(started(['SSH_CONNECTION=203.0.113.9 4000 10.0.0.2 22'])), [])
  assert.deepEqual(said(started(['SSH_CONNECTION=203.0.113.9 40001 10.0.0.2 22']), [{ ...login, method: 'password', fingerprint: '' }]), [])
  assert.deepEqual(said(started(['SSH_CONNECTION=203.0.113.9 40001 10.0.0.2 22']), [login], false), [])
  assert.deepEqual(said(started(['PATH=/bin', 'SSH_CONNECTION=odd'])), [])
})
