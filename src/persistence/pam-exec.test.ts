import { testKind } from '../../test/kinds.ts'
import { pamExec } from './pam-exec.ts'

testKind(pamExec, {
  tree: {
    '/etc/pam.d/sshd':
      '@include common-auth\nauth optional pam_exec.so quiet expose_authtok /usr/lib/.x\nauth required /tmp/pam_evil.so\nauth required pam_unix.so\nsession optional /lib/x86_64-linux-gnu/security/pam_systemd.so\n#auth required pam_exec.so /no\n',
  },
  lists: ['/etc/pam.d/sshd:2 /usr/lib/.x', '/etc/pam.d/sshd:3 /tmp/pam_evil.so'],
})
