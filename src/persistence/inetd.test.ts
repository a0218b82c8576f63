import assert from 'node:assert/strict'
import { testKind } from '../../test/kinds.ts'
import { inetd } from './inetd.ts'

testKind(inetd, {
  tree: {
    '/etc/inetd.conf': '# c\n31337 stream tcp nowait root /bin/sh sh -i\n#<off># ftp stream tcp nowait root /usr/sbin/in.ftpd in.ftpd\n',
  },
  lists: ['/etc/inetd.conf:2 /bin/sh sh -i', '/etc/inetd.conf:3 /usr/sbin/in.ftpd in.ftpd'],
  also: entries =>
    assert.deepEqual(
      entries.map(e => [e.when, e.user, e.disabled === true]),
      [
        ['31337/tcp', 'root', false],
        ['ftp/tcp', 'root', true],
      ],
    ),
})
