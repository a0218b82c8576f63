// What shadow-utils, PAM and busybox say when accounts, groups and passwords change.
import { type MessageKind, stateless, type Told } from './kind.ts'

type Rule = readonly [pattern: RegExp, told: (m: RegExpExecArray) => Told]
const changed = (target: string | undefined, method: string, user?: string): Told => ({
  verb: 'account-changed',
  outcome: 'success',
  target,
  user,
  method,
})

/** Names are without blanks and quotes: shadow-utils refuses others, so a name cannot end a pattern early. */
const name = String.raw`([^\s',=]{1,64})`
const rules: readonly Rule[] = [
  [new RegExp(`^new user: name=${name}, UID=(\\d{1,10}),`), m => changed(m[1], m[2] === '0' ? 'add-uid-0' : 'add')],
  [new RegExp(`^new group: name=${name}, GID=\\d{1,10}`), m => changed(m[1], 'add-group')],
  [new RegExp(`^add '${name}' to (?:shadow )?group '${name}'`), m => changed(m[1], `group ${m[2]}`)],
  [new RegExp(`^user ${name} added by ${name} to group ${name}`), m => changed(m[1], `group ${m[3]}`, m[2])],
  [
    new RegExp(`^change user '${name}' (password|shell|UID|GID|home|expiration|inactive)\\b`),
    m => changed(m[1], String(m[2]).toLowerCase()),
  ],
  [new RegExp(`^changed user '${name}' (shell|information)\\b`), m => changed(m[1], String(m[2]))],
  [new RegExp(`^(lock|unlock) user '${name}' password`), m => changed(m[2], String(m[1]))],
  [new RegExp(`^delete user '${name}'`), m => changed(m[1], 'delete')],
  [new RegExp(`^delete '${name}' from (?:shadow )?group '${name}'`), m => changed(m[1], `ungroup ${m[2]}`)],
  [new RegExp(`^password for '?${name}'? changed by '?${name}'?$`), m => changed(m[1], 'password', m[2])],
  [new RegExp(`^(?:pam_unix\\(\\w{1,20}:chauthtok\\): )?password changed for ${name}$`), m => changed(m[1], 'password')],
  [new RegExp(`^changed password expiry for ${name}`), m => changed(m[1], 'expiry')],
]

export const accountMessages: MessageKind = {
  programs: [
    ...['useradd', 'adduser', 'usermod', 'userdel', 'deluser', 'newusers', 'groupadd', 'groupmod', 'groupdel', 'gpasswd'],
    ...['passwd', 'chpasswd', 'chgpasswd', 'chsh', 'chfn', 'chage'],
  ],
  begins: [
    'new user: ',
    'new group: ',
    "add '",
    'user ',
    "change user '",
    "changed user '",
    "lock user '",
    "unlock user '",
    "delete user '",
    "delete '",
    'password for ',
    'password changed for ',
    'changed password expiry for ',
    ...['passwd', 'chpasswd', 'chsh', 'newusers', 'login', 'sshd'].map(service => `pam_unix(${service}:chauthtok): password changed`),
  ],
  needles: [],
  open: stateless(message => {
    const text = message.slice(0, 600)
    for (const [pattern, told] of rules) {
      const found = pattern.exec(text)
      if (found !== null) return told(found)
    }
    return undefined
  }),
}
