import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { authorizedKeys } from './authorized-keys.ts'

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'

testKind(authorizedKeys, {
  tree: {
    '/root/.ssh/authorized_keys': `# ours\n${key} admin@example.org\nREDIS0009\0\n${key} mdrfckr\n`,
    '/home/a/.ssh/authorized_keys2': `command="/usr/lib/.x",no-pty ${key}\n`,
    '/etc/ssh/sshd_config': 'AuthorizedKeysFile .ssh/authorized_keys /etc/ssh/k/%u.pub\n',
    '/etc/ssh/k/a.pub': `${key} hidden`,
  },
  lists: [
    '/root/.ssh/authorized_keys:2 ',
    '/root/.ssh/authorized_keys:4 ',
    '/home/a/.ssh/authorized_keys2:1 /usr/lib/.x',
    '/etc/ssh/k/a.pub:1 ',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.name, e.user, e.trigger]),
      [
        ['admin@example.org', 'root', 'access'],
        ['mdrfckr', 'root', 'access'],
        ['', 'a', 'access'],
        ['hidden', 'a', 'access'],
      ],
    ),
})
