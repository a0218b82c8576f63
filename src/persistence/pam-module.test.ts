import { testKind } from '../../test/kinds.ts'
import { pamModule } from './pam-module.ts'

testKind(pamModule, {
  tree: {
    '/etc/pam.d/common-auth': 'auth required pam_unix.so\n',
    '/lib/x86_64-linux-gnu/security/pam_unix.so': '\x7fELF',
    '/lib/x86_64-linux-gnu/security/pam_ldap.so': '\x7fELF',
  },
  lists: ['/lib/x86_64-linux-gnu/security/pam_unix.so:1 /lib/x86_64-linux-gnu/security/pam_unix.so'],
})
