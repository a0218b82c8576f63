// What systemd-logind, login(1) and PAM in general say of sessions that do not come by sshd, sudo, su or cron.
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'

/** With quotes and more words since systemd 258. */
const begun = /^New session '?([^\s']{1,20})'? of user '?([^\s.'][^\s']{0,63}?)'?(?: with class '[\w-]{1,30}' and type '\w{1,20}')?\.$/
const removed = /^Removed session '?([^\s']{1,20})'?\.$/

export const logindMessages: MessageKind = {
  programs: ['systemd-logind', 'elogind', 'elogind-daemon'],
  begins: ['New session ', 'Removed session '],
  needles: [],
  open: stateless(message => {
    const text = message.slice(0, 200)
    const [, session, user] = begun.exec(text) ?? []
    if (user !== undefined) return { verb: 'login', outcome: 'success', user, session, method: 'session' }
    const gone = removed.exec(text)?.[1]
    return gone === undefined ? undefined : { verb: 'logout', session: gone, method: 'session' }
  }),
}

const terminal =
  /^(ROOT LOGIN|LOGIN|DIALUP AT \S{1,32} BY|FAILED LOGIN(?: \(\d{1,3}\)| SESSION)?) +(?:ON|on|FROM|from) '?([^\s']{1,64})'?(?: FROM '?([^\s']{1,255})'?)?(?:,? (?:BY|FOR) '?([^\s',]{1,64})'?)?(?:,.{0,100})?$/

export const loginMessages: MessageKind = {
  programs: ['login'],
  begins: ['ROOT LOGIN ', 'FAILED LOGIN', 'LOGIN ON ', 'DIALUP AT '],
  needles: [],
  open: stateless(message => {
    const [, what, , from, user] = terminal.exec(message.slice(0, 500)) ?? []
    if (what === undefined) return undefined
    const told = { user: what === 'ROOT LOGIN' ? 'root' : user, address: addressOf(from), method: 'terminal' }
    if (!what.startsWith('FAILED')) return { verb: 'login', outcome: 'success', ...told }
    return { verb: 'login-failed', outcome: 'failure', ...told, fold: `login ${told.user} ${from}` }
  }),
}

/** Services that let people in by PAM. Those that are missing have readers of their own, or ask PAM for something else than a login. */
const services = [
  ...[
    'vsftpd',
    'proftpd',
    'pure-ftpd',
    'ftp',
    'dovecot',
    'smtp',
    'imap',
    'pop3',
    'postgresql',
    'mysql',
    'mariadb',
    'webmin',
    'cockpit',
    'xrdp-sesman',
  ],
  ...[
    'gdm-password',
    'lightdm',
    'samba',
    'login',
    'remote',
    'rlogin',
    'rsh',
    'openvpn',
    'squid',
    'httpd',
    'nginx',
    'vmtoolsd',
    'jenkins',
    'rstudio',
  ],
]
const failure = new RegExp(
  `^pam_unix\\((${services.join('|')}):auth\\): authentication failure; logname=\\S{0,64} uid=\\d{1,10} euid=\\d{1,10} tty=\\S{0,64} ruser=(\\S{0,64}) rhost=(\\S{0,255})(?: {1,3}(?:user=(\\S{0,64}))?)?$`,
)

/** For every program that has no reader of its own: FTP, mail and database servers that ask PAM. */
export const pamMessages: MessageKind = {
  programs: [],
  begins: services.map(service => `pam_unix(${service}:auth): authentication failure;`),
  needles: [],
  open: stateless(pamTold),
}

export function pamTold(message: string): Told | undefined {
  const [, service, typed, from, known] = failure.exec(message.slice(0, 600)) ?? []
  if (service === undefined) return undefined
  // PAM names no account that is not there.
  const user = (known ?? typed) || undefined
  return {
    verb: 'login-failed',
    outcome: 'failure',
    user,
    address: addressOf(from),
    method: service,
    fold: `pam ${service} ${from} ${user}`,
  }
}
