// What sudo, su and pkexec say when somebody becomes somebody else.
import { type MessageKind, stateless, type Told } from './kind.ts'

const longest = 4000
const mostCommand = 2000

// sudo's log_format: the name and the reason come before the first " ; TTY=" or " ; PWD=", what follows is fixed up to COMMAND=.
const sudo =
  /^ {0,20}(\S{1,64}) : (?:([^;=]{1,120}) ; )?(?:HOST=\S{1,255} ; )?(?:TTY=(\S{1,64}) ; )?(?:CHROOT=.{0,1000}? ; )?PWD=(.{0,1000}?) ; USER=(\S{1,64}) ; (?:GROUP=\S{1,64} ; )?(?:TSID=\S{1,64} ; )?(?:ENV=.{0,1000}? ; )?COMMAND=(.*)$/s
const sudoRefused = /^ {0,20}(\S{1,64}) : (\d{1,4} incorrect password attempts?|user NOT in sudoers|command not allowed)\b/

export const sudoMessages: MessageKind = {
  programs: ['sudo', 'sudo-rs'],
  needles: [' COMMAND=', ' incorrect password attempt', ' NOT in sudoers'],
  open: stateless(message => {
    const text = message.slice(0, longest)
    const found = sudo.exec(text)
    if (found === null) {
      const [, user, reason] = sudoRefused.exec(text) ?? []
      return user === undefined ? undefined : { verb: 'privilege', outcome: 'failure', user, method: `sudo: ${reason}` }
    }
    const [, user, reason, , path, target, command = ''] = found
    const outcome = reason === undefined ? 'success' : 'failure'
    const method = reason === undefined ? 'sudo' : `sudo: ${reason}`
    return {
      verb: 'privilege',
      outcome,
      user,
      target,
      path,
      command: command.slice(0, mostCommand),
      method,
      fold: `sudo ${user} ${method} ${command}`,
    }
  }),
}

const suRules: readonly (readonly [RegExp, 'success' | 'failure', target: number, user: number])[] = [
  [/^Successful su for (\S{1,64}) by (\S{1,64})$/, 'success', 1, 2],
  [/^\(to (\S{1,64})\) (\S{1,64}) on \S{1,64}$/, 'success', 1, 2],
  [/^FAILED SU \(to (\S{1,64})\) (\S{1,64}) on \S{1,64}$/, 'failure', 1, 2],
  [/^FAILED su for (\S{1,64}) by (\S{1,64})$/, 'failure', 1, 2],
  [
    /^pam_unix\(su(?:-l)?:session\): session opened for user ([^\s(]{1,64})(?:\(uid=\d{1,10}\))? by ([^\s(]{0,64})\(uid=\d{1,10}\)/,
    'success',
    1,
    2,
  ],
  [/^pam_unix\(su(?:-l)?:auth\): authentication failure; logname=(\S{0,64}) .{0,200} user=(\S{1,64})$/, 'failure', 2, 1],
]

export const suMessages: MessageKind = {
  programs: ['su', 'su-l', 'runuser'],
  begins: ['Successful su for ', '(to ', 'pam_unix(su:', 'pam_unix(su-l:', 'FAILED SU ', 'FAILED su '],
  needles: [],
  open() {
    // One su says the same up to three times: its own line and PAM's.
    let before = ''
    return (message, pid) => {
      const text = message.slice(0, 400)
      for (const [pattern, outcome, target, user] of suRules) {
        const found = pattern.exec(text)
        if (found === null) continue
        const said = `${pid} ${outcome} ${found[target]}`
        const again = pid !== undefined && said === before
        before = said
        return again ? undefined : { verb: 'privilege', outcome, user: found[user], target: found[target], method: 'su' }
      }
      return undefined
    }
  },
}

const pkexec =
  /^(\S{1,64}): (Executing command|Error executing command as another user: [^[]{1,120}|The value for (?:the SHELL variable was not found (?:in )?the \/etc\/shells file|environment variable \S{1,60} contains suscipious content)) \[USER=(\S{1,64})\] \[TTY=[^\]]{1,64}\] \[CWD=(.{0,1000}?)\] \[COMMAND=(.*)\]$/s
const polkit =
  /^Operator of (unix-(?:session|process):\S{1,80}) (successfully authenticated|FAILED to authenticate) as (unix-user:\S{1,64}) to gain \S{1,40} authorization for action (\S{1,200})/

export const polkitMessages: MessageKind = {
  programs: ['pkexec', 'polkitd', 'polkit-agent-helper-1'],
  begins: ['Operator of unix-'],
  needles: ['[COMMAND='],
  open: stateless(message => {
    const text = message.slice(0, longest)
    const run = pkexec.exec(text)
    if (run !== null) {
      const [, user, what = '', target, path, command = ''] = run
      // What pkexec says of a forged environment is the trace of CVE-2021-4034.
      if (what.startsWith('The value for'))
        return { verb: 'exploit', user, target, path, command: command.slice(0, mostCommand), method: 'pkexec', attack: 'CVE-2021-4034' }
      const outcome = what === 'Executing command' ? 'success' : 'failure'
      return { verb: 'privilege', outcome, user, target, path, command: command.slice(0, mostCommand), method: 'pkexec' }
    }
    const [, session, said, target, action] = polkit.exec(text) ?? []
    if (session === undefined) return undefined
    const outcome = said === 'successfully authenticated' ? 'success' : 'failure'
    return { verb: 'privilege', outcome, target: target?.slice(10), session, method: `polkit ${action}` } satisfies Told
  }),
}
