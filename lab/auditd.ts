// Plays auditd beside sshd and sudo: what auth.log tells is written as the kernel's and PAM's records tell it, and a program's start as execve does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from './stage.ts'

/** Makes /var/log/audit/audit.log of what auth.log holds now, and of commands run by the last one who came in. */
export async function auditOf(stage: Stage, commands: readonly (readonly string[])[] = []): Promise<void> {
  const lines = readFileSync(join(stage.host.root, 'var/log/auth.log'), 'utf8').split('\n')
  let serial = 400
  let last = 0
  const stamp = (ms: number): string => {
    serial += 1
    last = Math.max(last, ms)
    return `audit(${(ms / 1000).toFixed(3)}:${serial})`
  }
  const records = lines.flatMap(line => {
    const ms = Date.parse(line.slice(0, 32))
    const pid = /sshd\[(\d+)\]/.exec(line)?.[1] ?? '812'
    const failed = /Failed password for (invalid user )?(\S+) from (\S+)/.exec(line)
    const came = /Accepted (password|publickey) for (\S+) from (\S+)/.exec(line)
    const who = (address: string, result: string): string =>
      `exe="/usr/sbin/sshd" hostname=${address} addr=${address} terminal=ssh res=${result}'`
    const nobody = 'auid=4294967295 ses=4294967295 subj=unconfined'
    if (failed !== null)
      return [
        `type=USER_AUTH msg=${stamp(ms)}: pid=${pid} uid=0 ${nobody} msg='op=PAM:authentication grantors=? acct="${failed[1] === undefined ? failed[2] : '(unknown)'}" ${who(failed[3] ?? '', 'failed')}`,
        `type=USER_LOGIN msg=${stamp(ms)}: pid=${pid} uid=0 ${nobody} msg='op=login acct="${failed[2]}" ${who(failed[3] ?? '', 'failed')}`,
      ]
    if (came === null) return []
    const [, how, user = '', address = ''] = came
    const auid = user === 'root' ? 0 : 1000
    return [
      how === 'password'
        ? `type=USER_AUTH msg=${stamp(ms)}: pid=${pid} uid=0 ${nobody} msg='op=PAM:authentication grantors=pam_permit,pam_unix acct="${user}" ${who(address, 'success')}`
        : `type=USER_AUTH msg=${stamp(ms)}: pid=${pid} uid=0 ${nobody} msg='op=pubkey acct="${user}" exe="/usr/sbin/sshd" hostname=? addr=${address} terminal=? res=success'`,
      `type=LOGIN msg=${stamp(ms)}: pid=${pid} uid=0 subj=unconfined old-auid=4294967295 auid=${auid} tty=(none) old-ses=4294967295 ses=${serial} res=1`,
      `type=USER_START msg=${stamp(ms)}: pid=${pid} uid=0 auid=${auid} ses=${serial} subj=unconfined msg='op=PAM:session_open grantors=pam_selinux,pam_unix acct="${user}" ${who(address, 'success')}`,
      `type=USER_LOGIN msg=${stamp(ms)}: pid=${pid} uid=0 auid=${auid} ses=${serial} subj=unconfined msg='op=login id=${auid} ${who(address, 'success')}`,
    ]
  })
  const ran = commands.flatMap((words, n) => {
    const at = stamp(last + 200 * (n + 1))
    const common = `ppid=${2000 + n} pid=${2001 + n} auid=0 uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=3`
    return [
      `type=SYSCALL msg=${at}: arch=c000003e syscall=59 success=yes exit=0 a0=55d0 a1=55d1 a2=55d2 a3=8 items=2 ${common} comm="${words[0]}" exe="/usr/bin/${words[0]}" subj=unconfined key="exec"`,
      `type=EXECVE msg=${at}: argc=${words.length} ${words.map((word, i) => `a${i}="${word}"`).join(' ')}`,
    ]
  })
  await stage.inside('mkdir -p -m 750 /var/log/audit; cat >/var/log/audit/audit.log; chmod 600 /var/log/audit/audit.log', {
    input: `${[...records, ...ran].join('\n')}\n`,
  })
}
