import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { sshdCommand } from './sshd-command.ts'

testKind(sshdCommand, {
  tree: {
    '/etc/ssh/sshd_config':
      'PermitRootLogin no\nAuthorizedKeysFile .ssh/authorized_keys .ssh/authorized_keys2\nPermitUserEnvironment no\n#ForceCommand /no\nSubsystem sftp /usr/lib/openssh/sftp-server\nMatch User x\n  ForceCommand /usr/lib/.x\n',
    '/etc/ssh/sshd_config.d/z.conf': 'AuthorizedKeysCommand none\nAuthorizedKeysFile /etc/ssh/.k/%u\nPermitUserEnvironment yes\n',
  },
  lists: [
    '/etc/ssh/sshd_config:5 /usr/lib/openssh/sftp-server',
    '/etc/ssh/sshd_config:7 /usr/lib/.x',
    '/etc/ssh/sshd_config.d/z.conf:2 /etc/ssh/.k/%u',
    '/etc/ssh/sshd_config.d/z.conf:3 yes',
  ],
  also: entries =>
    assert.deepEqual(
      entries.map(e => e.when),
      ['', 'Match User x', '', ''],
    ),
})
