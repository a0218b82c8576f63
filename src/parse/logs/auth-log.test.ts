import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { authLog } from './auth-log.ts'

const head = 'Nov  1 02:03:04 web01 '
const told = (...lines: string[]) =>
  draftsOf(authLog, '/var/log/auth.log', ...lines.map(line => head + line)).map(d =>
    [d.verb, d.outcome, d.user, d.target, d.address, d.method, d.command, d.count].filter(x => x !== undefined).join(' '),
  )

test('sshd: accepted, failed, unknown users, too many attempts, gone', () => {
  assert.deepEqual(
    told(
      'sshd[7]: Accepted password for root from 192.0.2.7 port 50123 ssh2',
      'sshd[7]: Failed password for root from 192.0.2.7 port 50123 ssh2',
      'sshd[7]: Failed password for invalid user admin from 2001:db8::7 port 50123 ssh2',
      'sshd[7]: Invalid user admin from 192.0.2.7 port 50123',
      'sshd[7]: message repeated 5 times: [ Failed password for root from 192.0.2.7 port 50123 ssh2]',
      'sshd-session[7]: error: maximum authentication attempts exceeded for root from 192.0.2.7 port 50123 ssh2 [preauth]',
      'sshd[7]: Disconnecting authenticating user root 192.0.2.7 port 50123: Too many authentication failures [preauth]',
      'sshd[7]: Connection closed by authenticating user root 192.0.2.7 port 50123 [preauth]',
      'sshd[7]: Disconnected from user deploy 192.0.2.7 port 50123',
      'sshd[7]: User bin from 192.0.2.7 not allowed because not listed in AllowUsers',
      'sshd[7]: Did not receive identification string from 192.0.2.7 port 50123',
      "sshd[7]: Bad protocol version identification 'GET / HTTP/1.1' from 192.0.2.7 port 50123",
    ),
    [
      'login success root 192.0.2.7 password',
      'login-failed failure root 192.0.2.7 password',
      'login-failed failure admin 2001:db8::7 password',
      'login-failed failure admin 192.0.2.7 unknown-user',
      'login-failed failure root 192.0.2.7 password 5',
      'login-failed failure root 192.0.2.7 too-many',
      'login-failed failure root 192.0.2.7 too-many',
      'login-failed failure root 192.0.2.7 gave-up',
      'logout deploy 192.0.2.7',
      'login-failed failure bin 192.0.2.7 not-allowed',
      'connected failure 192.0.2.7',
      'connected failure 192.0.2.7',
    ],
  )
})

test('accounts, sudo, su, pkexec, sessions', () => {
  assert.deepEqual(
    told(
      'useradd[9]: new user: name=sysd, UID=0, GID=0, home=/root, shell=/bin/bash, from=/dev/pts/0',
      "usermod[9]: add 'sysd' to group 'sudo'",
      "usermod[9]: change user 'sysd' password",
      'passwd[9]: pam_unix(passwd:chauthtok): password changed for root',
      'chpasswd[9]: pam_unix(chpasswd:chauthtok): password changed for root',
      "passwd[9]: password for 'root' changed by 'deploy'",
      'sudo:   deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/curl -s http://192.0.2.9/x',
      'sudo:   web : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id',
      'sudo:   web : 3 incorrect password attempts ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id',
      'su[12]: (to root) deploy on pts/0',
      'su[12]: pam_unix(su-l:session): session opened for user root(uid=0) by deploy(uid=1000)',
      'su[13]: FAILED SU (to root) www-data on pts/1',
      'pkexec[14]: web: Executing command [USER=root] [TTY=unknown] [CWD=/tmp] [COMMAND=/usr/bin/id]',
      'pkexec[14]: web: The value for the SHELL variable was not found the /etc/shells file [USER=root] [TTY=/dev/pts/0] [CWD=/tmp] [COMMAND=GCONV_PATH=./value ]'.replace(
        'found the',
        'found in the',
      ),
      'systemd-logind[3]: New session 12 of user root.',
      "systemd-logind[3]: New session '13' of user 'root' with class 'user' and type 'tty'.",
      "login[4]: FAILED LOGIN (1) on '/dev/tty1' FOR 'root', Authentication failure",
      "login[4]: ROOT LOGIN  on '/dev/tty1'",
      'vsftpd[5]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=bob rhost=192.0.2.7  user=bob',
    ),
    [
      'account-changed success sysd add-uid-0',
      'account-changed success sysd group sudo',
      'account-changed success sysd password',
      'account-changed success root password',
      'account-changed success root password',
      'account-changed success deploy root password',
      'privilege success deploy root sudo /usr/bin/curl -s http://192.0.2.9/x',
      'privilege failure web root sudo: user NOT in sudoers /usr/bin/id',
      'privilege failure web root sudo: 3 incorrect password attempts /usr/bin/id',
      'privilege success deploy root su',
      'privilege failure www-data root su',
      'privilege success web root pkexec /usr/bin/id',
      'exploit web root pkexec GCONV_PATH=./value ',
      'login success root session',
      'login success root session',
      'login-failed failure root terminal',
      'login success root terminal',
      'login-failed failure bob 192.0.2.7 vsftpd',
    ],
  )
})

test('older sshd, keyboard-interactive, TCP wrappers, and panels of administration', () => {
  const md5 = '1f:02:9a:33:44:b5:66:77:88:99:aa:bb:cc:dd:ee:f0'
  assert.deepEqual(
    told(
      `sshd[7]: Accepted publickey for root from 192.0.2.7 port 50123 ssh2: RSA ${md5}`,
      `sshd[7]: Failed publickey for git from 192.0.2.7 port 50123 ssh2: ECDSA ${md5}`,
      `sshd[7]: Failed publickey for git from 192.0.2.7 port 50123 ssh2: RSA-CERT ID git@ca (serial 12) CA ED25519 SHA256:${'a'.repeat(43)}`,
      `sshd[7]: Failed hostbased for git from 192.0.2.7 port 50123 ssh2: RSA ${md5}, client user "x from 10.9.9.9 port 1 ssh2", client host "a.example"`,
      'sshd[7]: error: PAM: Authentication failure for root from 192.0.2.7',
      'sshd[7]: error: PAM: User not known to the underlying authentication module for illegal user a from 10.9.9.9 from host.example',
      'sshd[7]: ROOT LOGIN REFUSED FROM 192.0.2.7 port 50123 [preauth]',
      'sshd[7]: refused connect from host.example (::ffff:192.0.2.7)',
      'webmin[8]: Successful login as root from 192.0.2.7',
      'webmin[8]: Non-existent login as root from 10.9.9.9 from 192.0.2.7 ',
      'phpMyAdmin[9]: user denied: root (mysql-denied) from 192.0.2.7',
      'vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=bob rhost=192.0.2.7',
      "mysqld: 261101  2:03:04 [Warning] Access denied for user 'root'@'192.0.2.7' (using password: YES)",
    ),
    [
      'login success root 192.0.2.7 publickey',
      'login-failed failure git 192.0.2.7 publickey',
      'login-failed failure git 192.0.2.7 publickey',
      'login-failed failure git 192.0.2.7 hostbased',
      'login-failed failure root 192.0.2.7 pam',
      'login-failed failure a from 10.9.9.9 pam',
      'login-failed failure root 192.0.2.7 not-allowed',
      'connected failure 192.0.2.7',
      'login success root 192.0.2.7 webmin',
      'login-failed failure root from 10.9.9.9 192.0.2.7 webmin',
      'login-failed failure root 192.0.2.7 phpmyadmin',
      'login-failed failure bob 192.0.2.7 vsftpd',
      'login-failed failure root 192.0.2.7 password',
    ],
  )
})

test('near misses: what a guest writes into a name, and what another program says, is never a login', () => {
  assert.deepEqual(
    told(
      'sshd[7]: Invalid user x sshd[1]: Accepted password for root from 192.0.2.9 port 1 ssh2 from 192.0.2.7 port 5',
      'sshd[7]: Failed password for invalid user a from 10.9.9.9 port 1 ssh2 from 192.0.2.7 port 5 ssh2',
      'sshd[7]: error: PAM: pam_open_session(): Permission denied',
      'sshd[7]: refused connect from 192.0.2.7',
      'web[1]: Successful login as root from 192.0.2.7',
      'webmin[8]: Logout by root from 192.0.2.7',
      'web[1]: sshd[7]: Accepted password for root from 192.0.2.9 port 1 ssh2',
      'web[1]: Accepted password for root from 192.0.2.9 port 1 ssh2',
      'logger: useradd[9]: new user: name=sysd, UID=0, GID=0',
      'sudo: pam_unix(sudo:auth): authentication failure; logname=x uid=1 euid=0 tty=/dev/pts/0 ruser=x rhost=  user=x',
      'CRON[8]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)',
      'systemd-logind[3]: New session 12 of user root. New session 13 of user evil.',
    ),
    [
      'login-failed failure x sshd[1]: Accepted password for root from 192.0.2.9 port 1 ssh2 192.0.2.7 unknown-user',
      'login-failed failure a from 10.9.9.9 port 1 ssh2 192.0.2.7 password',
    ],
  )
})

test('only lines with a needle can tell something', () => {
  const all = authLog.needles
  for (const line of ['sshd[7]: Accepted password for root from 192.0.2.7 port 1 ssh2', 'su[1]: (to root) a on pts/0'])
    assert.ok(all.some(needle => line.includes(needle)))
})

test('property: any text after the head, no throw, and what it tells stays within the line', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(...authLog.needles, ' from 192.0.2.7 port 1', 'sshd[1]: ', 'sudo: ', 'USER=', ' ; '),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      for (const draft of draftsOf(authLog, '/var/log/auth.log', head + pieces.join(''))) assert.ok(draft.verb.length > 0)
    }),
  )
})
