import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstTime, shortly } from '../../../test/logs.ts'
import { authLog } from './auth-log.ts'
import { ftpLog, kerberosLog, openvpnLog } from './remote-access.ts'

const syslog = (...messages: readonly string[]) =>
  shortly(
    authLog,
    messages.map(message => `Nov 22 00:48:13 web ${message}`),
  )

test('sftp: who put which file where, though only the first line names him', () => {
  assert.deepEqual(
    syslog(
      'internal-sftp[71]: session opened for local user deploy from [203.0.113.9]',
      'internal-sftp[71]: open "/home/deploy/.ssh/authorized_keys" flags WRITE,CREATE,TRUNCATE mode 0600',
      'internal-sftp[71]: close "/home/deploy/.ssh/authorized_keys" bytes read 0 written 381',
      'internal-sftp[71]: open "/etc/passwd" flags READ mode 0666',
      'internal-sftp[71]: set "/tmp/.x" mode 0755',
      'internal-sftp[71]: remove name "/var/log/auth.log"',
      'sftp-server[72]: posix-rename old "/tmp/a" new "/tmp/b"',
      'internal-sftp[71]: session closed for local user deploy from [203.0.113.9]',
    ),
    [
      'login deploy 203.0.113.9 success sftp',
      'file deploy 203.0.113.9 success sftp upload 0600 /home/deploy/.ssh/authorized_keys',
      'file deploy 203.0.113.9 success sftp set 0755 /tmp/.x',
      'file deploy 203.0.113.9 success sftp remove /var/log/auth.log',
      'file success sftp posix-rename /tmp/b /tmp/a',
      'logout deploy sftp',
    ],
  )
})

test('Dropbear', () => {
  assert.deepEqual(
    syslog(
      "dropbear[9]: Password auth succeeded for 'root' from 203.0.113.9:50123",
      "dropbear[9]: Pubkey auth succeeded for 'root' with ssh-ed25519 key SHA256:AbC from [2001:db8::7]:50123",
      "dropbear[9]: Pubkey auth succeeded for 'admin' with key sha1!! 3f:aa from 203.0.113.9:50123",
      "dropbear[9]: Bad password attempt for 'root' from 203.0.113.9:50123",
      "dropbear[9]: bad password attempt for 'root' from ::ffff:203.0.113.9:50123",
      "dropbear[9]: Pubkey auth succeeded for 'root' with key md5 1f:02:9a:33 from 203.0.113.9:50123",
      "dropbear[9]: Exit before auth (user 'root', 10 fails): Max auth tries reached - user 'root' from 203.0.113.9:50123",
      'dropbear[9]: Login attempt for nonexistent user from 203.0.113.9:50123',
      "dropbear[9]: Exit before auth from <203.0.113.9:50123>: (user 'root', 10 fails): Max auth tries reached - user 'root'",
      'dropbear[9]: Child connection from 203.0.113.9:50123',
    ),
    [
      'login root 203.0.113.9 success password',
      'login root 2001:db8::7 success publickey',
      'login-failed root 203.0.113.9 failure password',
      'login-failed root 203.0.113.9 failure password',
      'login root 203.0.113.9 success publickey',
      'login-failed root 203.0.113.9 failure too-many',
      'login-failed 203.0.113.9 failure unknown-user',
      'login-failed root 203.0.113.9 failure too-many',
    ],
  )
})

test('FTP by syslog and in logs of its own', () => {
  assert.deepEqual(
    syslog(
      'vsftpd[9]: [www] OK LOGIN: Client "203.0.113.9"',
      'pure-ftpd: (www@203.0.113.9) [NOTICE] /home/www//shell.php uploaded  (812 bytes, 22.1KB/sec)',
      'pure-ftpd: (?@203.0.113.9) [WARNING] Authentication failed for user [admin]',
      'proftpd[9]: web (203.0.113.9[203.0.113.9]): USER www: Login successful.',
      'proftpd[9]: web (203.0.113.9[203.0.113.9]) - USER admin (Login failed): Incorrect password',
      'proftpd[9]: web (host.example[203.0.113.9]) - ANON anonymous: Login successful.',
      'proftpd[9] web (::ffff:203.0.113.9[::ffff:203.0.113.9]): SECURITY VIOLATION: root login attempted.',
      'proftpd[9] web (host.example[203.0.113.9]): USER web proftpd[7] web (x[198.51.100.1]): no such user found from host.example [203.0.113.9] to 10.0.0.1:21',
      'proftpd[9]: web (host.example[203.0.113.9]) - FTP session opened.',
    ),
    [
      'login www 203.0.113.9 success ftp',
      'file www 203.0.113.9 success ftp upload /home/www//shell.php',
      'login-failed admin 203.0.113.9 failure ftp',
      'login www 203.0.113.9 success ftp',
      'login-failed admin 203.0.113.9 failure ftp',
      'login anonymous 203.0.113.9 success ftp',
      'login-failed root 203.0.113.9 failure ftp',
      'login-failed web proftpd[7] web (x[198.51.100.1]) 203.0.113.9 failure ftp',
    ],
  )
  const lines = [
    'Sun Nov 22 00:48:13 2026 [pid 3] [www] FAIL LOGIN: Client "::ffff:203.0.113.9"',
    'Sun Nov 22 00:48:13 2026 [pid 3] [www] OK UPLOAD: Client "::ffff:203.0.113.9", "/x/FAIL LOGIN: Client "198.51.100.1"", 812 bytes, 22.1Kbyte/sec',
    'Sun Nov 22 00:48:13 2026 1 203.0.113.9 812 /home/www/shell.php b _ i r www ftp 0 * c',
    'Sun Nov 22 00:48:13 2026 1 203.0.113.9 812 /home/www/a.jpg b _ o r www ftp 0 * c',
  ]
  assert.deepEqual(shortly(ftpLog, lines), [
    'login-failed www 203.0.113.9 failure ftp',
    'file www 203.0.113.9 success ftp upload /x/FAIL LOGIN: Client "198.51.100.1"',
    'file www 203.0.113.9 success ftp upload /home/www/shell.php',
  ])
  assert.equal(firstTime(ftpLog, lines), '2026-11-22T00:48:13.000Z local')
})

test('OpenVPN, by file and by syslog; a name of a certificate is no line', () => {
  const lines = [
    '2026-11-22 00:48:13 203.0.113.9:50123 [bob] Peer Connection Initiated with [AF_INET]203.0.113.9:50123',
    '2026-11-22 00:48:13 203.0.113.9:50123 TLS Auth Error: Auth Username/Password verification failed for peer',
    '2026-11-22 00:48:13 203.0.113.9:50123 VERIFY ERROR: depth=0, error=certificate has expired: CN=[eve] Peer Connection Initiated with',
    '2026-11-22 00:48:13 bob/203.0.113.9:50123 MULTI: Learn: 10.8.0.6 -> bob/203.0.113.9:50123',
  ]
  assert.deepEqual(shortly(openvpnLog, lines), [
    'login bob 203.0.113.9 success openvpn',
    'login-failed 203.0.113.9 failure openvpn password',
    'login-failed 203.0.113.9 failure openvpn certificate',
  ])
  assert.deepEqual(syslog('ovpn-server[7]: 203.0.113.9:50123 [bob] Peer Connection Initiated with [AF_INET]203.0.113.9:50123'), [
    'login bob 203.0.113.9 success openvpn',
  ])
})

test('Kerberos, as FreeIPA keeps it', () => {
  const etypes = 'AS_REQ (4 etypes {aes256-cts-hmac-sha1-96(18), aes128-cts-hmac-sha1-96(17)})'
  assert.deepEqual(
    shortly(kerberosLog, [
      `Nov 22 00:48:13 ipa krb5kdc[1234](info): ${etypes} 203.0.113.9: NEEDED_PREAUTH: admin@A.EXAMPLE for krbtgt/A.EXAMPLE@A.EXAMPLE, Additional pre-authentication required`,
      `Nov 22 00:48:13 ipa krb5kdc[1234](info): ${etypes} 203.0.113.9: PREAUTH_FAILED: admin@A.EXAMPLE for krbtgt/A.EXAMPLE@A.EXAMPLE, Preauthentication failed`,
      `Nov 22 00:48:13 ipa krb5kdc[1234](info): ${etypes} 203.0.113.9: ISSUE: authtime 1795279693, etypes {rep=18 tkt=18 ses=18}, admin@A.EXAMPLE for krbtgt/A.EXAMPLE@A.EXAMPLE`,
    ]),
    ['login-failed admin@A.EXAMPLE 203.0.113.9 failure kerberos preauth_failed', 'login admin@A.EXAMPLE 203.0.113.9 success kerberos'],
  )
})

test('WireGuard and ClamAV by syslog, and lines that mean the one before', () => {
  assert.deepEqual(
    syslog(
      'kernel: [ 12.345678] wireguard: wg0: Handshake for peer 3 (203.0.113.9:51820) did not complete after 5 seconds, retrying (try 2)',
      'clamd[7]: /tmp/.x/kinsing: Unix.Trojan.Kinsing-9 FOUND',
      'sshd[7]: Failed password for root from 203.0.113.9 port 50123 ssh2',
      'last message repeated 5 times',
      'sshd[7]: Server listening on 0.0.0.0 port 22.',
      'last message repeated 9 times',
      'sshd[7]: Invalid user last message repeated 9 times from 203.0.113.9 port 1',
    ),
    [
      'connected 203.0.113.9 failure wireguard wg0',
      'alert clamav Unix.Trojan.Kinsing-9 /tmp/.x/kinsing',
      'login-failed root 203.0.113.9 failure password',
      'login-failed root 203.0.113.9 failure 5 password',
      'login-failed last message repeated 9 times 203.0.113.9 failure unknown-user',
    ],
  )
})

test('audit by syslog, keepers of logs that stop, mail, and what sshd says when it is talkative', () => {
  const user =
    'pid=7 uid=0 auid=1000 ses=1 msg=\'op=PAM:authentication acct="root" exe="/usr/sbin/sshd" hostname=203.0.113.9 addr=203.0.113.9 terminal=ssh res='
  assert.deepEqual(
    syslog(
      `kernel: [ 9.123456] audit: type=1100 audit(1795279693.123:8): ${user}failed'`,
      `audispd: type=USER_AUTH msg=audit(1795279693.123:8): ${user}failed'`,
      'kernel: [ 9.123456] audit: type=1300 audit(1795279693.123:8): arch=c000003e syscall=59',
      'rsyslogd: [origin software="rsyslogd" swVersion="8.2302.0" x-pid="1" x-info="https://www.rsyslog.com"] exiting on signal 15.',
      'auditd[7]: The audit daemon is exiting.',
      'postfix/smtpd[7]: warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
      'dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<bob>, method=PLAIN, rip=203.0.113.9, lip=10.0.0.1, session=<x>',
      'postfix-in/smtpd[7]: warning: unknown[203.0.113.9]:5555: SASL CRAM-MD5 authentication failed: x',
      'postfix/smtps/smtpd[7]: warning: unknown[203.0.113.9]:5555: SASL CRAM-MD5 authentication failed: x',
      'dovecot: pop3-login: Aborted login (auth failed, 3 attempts in 9 secs): user=<a>, method=PLAIN, rip=198.51.100.1, lip=x>, method=PLAIN, rip=203.0.113.9, lip=10.0.0.1',
      'dovecot: submission-login: Client has quit the connection (auth failed, 1 attempts in 2 secs): user=<bob>, method=LOGIN, rip=203.0.113.9',
      'dovecot: imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=203.0.113.9, lip=10.0.0.1',
      'dovecot: auth-worker(7): conn unix:auth-worker (pid=7,uid=97): auth-worker<55>: pam(bob,203.0.113.9): unknown user',
      'dovecot: auth: passwd-file(bob,203.0.113.9,<x>): Password mismatch',
      'dovecot: auth: Debug: pam(bob,203.0.113.9): Performing passdb lookup',
      'dovecot: imap-login: Login: user=<bob>, method=PLAIN, rip=203.0.113.9, lip=10.0.0.1, mpid=9, session=<x>',
      'sshd[7]: Starting session: shell on pts/0 for root from 203.0.113.9 port 50123 id 0',
      'sshd[7]: Authentication tried for root with correct key but not from a permitted host (host=x, ip=203.0.113.9, required=10.0.0.1).',
    ),
    [
      'login-failed root 203.0.113.9 failure audit',
      'login-failed root 203.0.113.9 failure audit',
      'unit stopped',
      'unit stopped',
      'login-failed 203.0.113.9 failure smtp LOGIN',
      'login-failed bob 203.0.113.9 failure mail',
      'login-failed 203.0.113.9 failure smtp CRAM-MD5',
      'login-failed a>, method=PLAIN, rip=198.51.100.1, lip=x 203.0.113.9 failure mail',
      'login-failed bob 203.0.113.9 failure mail',
      'login-failed bob 203.0.113.9 failure mail',
      'login-failed bob 203.0.113.9 failure mail',
      'login bob 203.0.113.9 success mail',
      'command root 203.0.113.9 ssh shell',
      'login-failed root 203.0.113.9 failure key-not-permitted',
    ],
  )
})
