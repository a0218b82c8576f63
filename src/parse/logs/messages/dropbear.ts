// What Dropbear says, the SSH server of routers, appliances and rescue systems.
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

/** IPv6 may stand without brackets: the port is what comes last. */
const from = String.raw`(?:<)?\[?([\da-fA-F.:]{2,45}?)\]?:(\d{1,5})(?![\w.:])(?:>)?`
type Rule = readonly [pattern: RegExp, told: (m: RegExpExecArray) => Told]
const entered = (user: string | undefined, address: string | undefined, port: string | undefined, method: string, key?: string): Told => ({
  verb: 'login',
  outcome: 'success',
  user,
  address: addressOf(address),
  port: Number(port),
  method,
  key,
})
const refused = (user: string | undefined, address: string | undefined, method: string): Told => ({
  verb: 'login-failed',
  outcome: 'failure',
  user,
  address: addressOf(address),
  method,
  fold: `dropbear ${method} ${user} ${address}`,
})

/** Names of accounts that exist stand in quotes; what a stranger calls himself is not written down. */
const rules: readonly Rule[] = [
  [new RegExp(`^(?:[Pp]assword|PAM password) auth succeeded for '(\\S{1,64})' from ${from}`), m => entered(m[1], m[2], m[3], 'password')],
  [
    new RegExp(`^[Pp]ubkey auth succeeded for '(\\S{1,64})' with (?:[\\w@.-]{3,60} )?key (md5 )?(\\S{1,120}) from ${from}$`),
    m => entered(m[1], m[4], m[5], 'publickey', m[2] === undefined ? m[3] : `MD5:${m[3]}`),
  ],
  [new RegExp(`^Auth succeeded with blank password for '(\\S{1,64})' from ${from}`), m => entered(m[1], m[2], m[3], 'blank password')],
  [new RegExp(`^[Bb]ad (?:PAM )?password attempt for '(\\S{1,64})' from ${from}`), m => refused(m[1], m[2], 'password')],
  [new RegExp(`^[Ll]ogin attempt for nonexistent user from ${from}`), m => refused(undefined, m[1], 'unknown-user')],
  [
    new RegExp(
      `^Exit before auth(?: from <${from}>)?:? (?:\\(user '(\\S{1,64})', \\d{1,5} fails\\): )?Max auth tries reached(?: - user '\\S{1,64}' from ${from})?`,
    ),
    m => refused(m[3], m[1] ?? m[4], 'too-many'),
  ],
  [/^Exit \((\S{1,64})\)(?: from <.{1,60}>)?: /, m => ({ verb: 'logout', user: m[1] })],
]

export const dropbearMessages: MessageKind = {
  programs: ['dropbear'],
  begins: [
    'Password auth ',
    'PAM password auth ',
    'Pubkey auth ',
    'Auth succeeded ',
    'Bad password attempt ',
    'Bad PAM password ',
    'Login attempt for nonexistent ',
    'Exit before auth',
    'Exit (',
  ],
  needles: [],
  open: stateless(message => {
    const text = message.slice(0, 500)
    for (const [pattern, told] of rules) {
      const found = pattern.exec(text)
      if (found !== null) return told(found)
    }
    return undefined
  }),
}
