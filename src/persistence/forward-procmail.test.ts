import { testKind } from '../../test/kinds.ts'
import { forwardProcmail } from './forward-procmail.ts'

testKind(forwardProcmail, {
  tree: {
    '/etc/aliases': 'postmaster: root\n# x: "|/no"\nlist: a@example.org, "|/usr/lib/.x arg"\n',
    '/home/a/.forward': 'a@example.org\n|/tmp/x\n',
    '/root/.procmailrc': 'MAILDIR=$HOME\n:0 c\n* ^Subject: go\n| /tmp/y\n:0\n* x\nfolder\n',
  },
  lists: ['/etc/aliases:3 /usr/lib/.x arg', '/home/a/.forward:2 /tmp/x', '/root/.procmailrc:2 /tmp/y'],
})
