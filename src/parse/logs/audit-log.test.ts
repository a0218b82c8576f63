import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { draftsOf } from '../../../test/logs.ts'
import { auditFields, auditLog, auditText } from './audit-log.ts'

const told = (...lines: string[]) =>
  draftsOf(auditLog, '/var/log/audit/audit.log', ...lines).map(d =>
    [d.verb, d.outcome, d.user, d.target, d.address, d.method, d.session && `ses ${d.session}`, d.command, d.path]
      .filter(x => x !== undefined)
      .join(' | '),
  )

test('an execution is one event of all its records, arguments out of hex', () => {
  assert.deepEqual(
    told(
      'type=SYSCALL msg=audit(1767323045.123:7): arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=77 auid=1000 uid=0 ses=3 comm="curl" exe="/usr/bin/curl" key="exec"',
      'type=EXECVE msg=audit(1767323045.123:7): argc=3 a0="curl" a1="-s" a2=687474703A2F2F3139322E302E322E392F782079',
      'type=CWD msg=audit(1767323045.123:7): cwd="/tmp"',
      'type=PATH msg=audit(1767323045.123:7): item=0 name="/usr/bin/curl" inode=1 nametype=NORMAL',
      'type=PROCTITLE msg=audit(1767323045.123:7): proctitle=6375726C002D73',
    ),
    ["command | success | uid 1000 | ses 3 | curl -s 'http://192.0.2.9/x y' | /tmp"],
  )
})

test('logins, sudo, accounts, services', () => {
  assert.deepEqual(
    told(
      `type=USER_LOGIN msg=audit(1767323045.123:8): pid=9 uid=0 auid=0 ses=5 msg='op=login id=0 exe="/usr/sbin/sshd" hostname=192.0.2.7 addr=192.0.2.7 terminal=ssh res=success'`,
      `type=USER_AUTH msg=audit(1767323045.123:9): pid=9 uid=0 auid=4294967295 ses=4294967295 msg='op=password acct="root" exe="/usr/sbin/sshd" hostname=? addr=192.0.2.7 terminal=ssh res=failed'`,
      `type=USER_CMD msg=audit(1767323045.123:10): pid=9 uid=1000 auid=1000 ses=5 msg='cwd="/home/a" cmd=6964202D75 terminal=pts/0 res=success'`,
      `type=ADD_USER msg=audit(1767323045.123:11): pid=9 uid=0 auid=1000 ses=5 msg='op=adding user acct="sysd" exe="/usr/sbin/useradd" hostname=? addr=? terminal=pts/0 res=success'`,
    ),
    [
      'login | success | root | 192.0.2.7 | audit | ses 5',
      'login-failed | failure | root | 192.0.2.7 | audit',
      'privilege | success | uid 1000 | sudo | ses 5 | id -u | /home/a',
      'account-changed | success | uid 1000 | sysd | adding | ses 5',
    ],
  )
})

test('modules, SELinux being switched off, keys that somebody typed, the start of the machine', () => {
  const call = (serial: number) =>
    `type=SYSCALL msg=audit(1767323045.123:${serial}): arch=c000003e syscall=313 success=yes exit=0 ppid=1 pid=77 auid=1000 uid=0 ses=3 comm="insmod" exe="/usr/bin/kmod" key=(null)`
  const title = (serial: number) => `type=PROCTITLE msg=audit(1767323045.123:${serial}): proctitle=696E736D6F64`
  assert.deepEqual(
    told(
      call(12),
      'type=KERN_MODULE msg=audit(1767323045.123:12): name="diamorphine"',
      title(12),
      'type=MAC_STATUS msg=audit(1767323045.123:13): enforcing=0 old_enforcing=1 auid=1000 ses=3 enabled=1 old-enabled=1 lsm=selinux res=1',
      call(13),
      title(13),
      'type=MAC_STATUS msg=audit(1767323045.123:14): enforcing=1 old_enforcing=1 auid=1000 ses=3 enabled=1 old-enabled=1 lsm=selinux res=1',
      call(14),
      title(14),
      'type=TTY msg=audit(1767323045.123:15): tty pid=77 uid=0 auid=1000 ses=3 major=136 minor=0 comm="bash" data=7375202D0D69640D',
      `type=SYSTEM_BOOT msg=audit(1767323045.123:16): pid=6 uid=0 auid=4294967295 ses=4294967295 msg=' comm="systemd-update-utmp" exe="/usr/lib/systemd/systemd-update-utmp" hostname=? addr=? terminal=? res=success'`,
    ),
    [
      'configured | success | uid 1000 | diamorphine | kernel module | ses 3',
      'configured | success | uid 1000 | selinux enforcing=0 | ses 3',
      'command | uid 1000 | tty | ses 3 | su -\nid',
      'boot | success | started',
    ],
  )
})

test('near misses: what a user types into a name stays a value', () => {
  const forged = `type=USER_AUTH msg=audit(1767323045.123:9): pid=9 uid=0 auid=4294967295 ses=4294967295 msg='op=password acct="x type=USER_LOGIN res=success" exe="/usr/sbin/sshd" addr=192.0.2.7 res=failed'`
  assert.deepEqual(told(forged), ['login-failed | failure | x type=USER_LOGIN res=success | 192.0.2.7 | audit'])
  assert.deepEqual(
    told('x type=USER_LOGIN msg=audit(1767323045.123:8): res=success', 'type=CRYPTO_KEY_USER msg=audit(1767323045.123:8): res=success'),
    [],
  )
})

test('property: any text, no throw; hex is read back', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      text =>
        void draftsOf(
          auditLog,
          '/a',
          `type=SYSCALL msg=audit(1767323045.123:7): ${text}`,
          `type=EXECVE msg=audit(1767323045.123:7): ${text}`,
        ),
    ),
  )
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 50, unit: 'grapheme' }), text => {
      const hex = Buffer.from(text).toString('hex').toUpperCase()
      assert.equal(auditText(auditFields(`a0=${hex}`).get('a0')), text)
    }),
  )
})
