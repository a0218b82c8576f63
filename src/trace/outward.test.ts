import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryHost } from '../host/memory.ts'
import { outwardOf } from './outward.ts'

test('known hosts, hashed or not, settings and keys', () => {
  const host = memoryHost({
    '/etc/passwd': 'root:x:0:0::/root:/bin/bash\ndeploy:x:1000:1000::/home/deploy:/bin/bash\n',
    '/root/.ssh/known_hosts': '|1|abc=|def= ssh-ed25519 AAAA\n# nothing\n',
    '/home/deploy/.ssh/known_hosts':
      'db1,10.0.0.12 ssh-ed25519 AAAA\n[git.example.org]:2222 ssh-rsa AAAA\n*.example.org ssh-rsa AAAA\n@cert-authority ca ssh-rsa AAAA\n',
    '/home/deploy/.ssh/config': 'Host jump\n  HostName 10.0.0.1\n  HostName %h.example.org\n',
    '/home/deploy/.ssh/id_ed25519': '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n',
    '/home/deploy/.ssh/id_ed25519.pub': 'ssh-ed25519 AAAA',
    '/home/deploy/.ssh/id_notes': 'nothing secret',
  })
  const { known, hashed, keyed } = outwardOf(host)
  assert.deepEqual(
    known.map(k => `${k.user} ${k.to}`),
    ['deploy db1', 'deploy 10.0.0.12', 'deploy git.example.org', 'deploy ca', 'deploy 10.0.0.1'],
  )
  assert.equal(hashed, 1)
  assert.deepEqual(
    keyed.map(k => k.path),
    ['/home/deploy/.ssh/id_ed25519'],
  )
})
