// What Postfix and Dovecot say of those who could not, or could, log in to send and to read.
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'
import { pamTold } from './sessions.ts'

const sasl = /^warning: \S{1,255}\[([\da-fA-F.:]{2,45})\]: SASL (\w{4,12}) authentication failed/
const sent = /^[\dA-Za-z]{6,20}: client=\S{1,255}\[([\da-fA-F.:]{2,45})\], sasl_method=\w{4,12}, sasl_username=(\S{1,100})$/
const dovecot =
  /^(?:imap|pop3|managesieve|submission)-login: (Login|Disconnected|Aborted login|Connection closed)(?:: [\w -]{1,60})?(?: ?\((?:auth failed|tried to use)[^)]{0,80}\))?: user=<([^>]{0,100})>, method=\w{4,12}, rip=([\da-fA-F.:]{2,45}),/

const refused = (address: string | undefined, method: string, user?: string): Told => ({
  verb: 'login-failed',
  outcome: 'failure',
  user,
  address: addressOf(address),
  method,
  fold: `${method} ${user} ${address}`,
})

export const mailMessages: MessageKind = {
  programs: ['dovecot', ...['smtpd', 'submission/smtpd', 'smtps/smtpd'].flatMap(name => [`postfix/${name}`, name])],
  begins: ['imap-login: ', 'pop3-login: ', 'managesieve-login: ', 'submission-login: '],
  needles: [' SASL ', ', sasl_username='],
  open: stateless(message => {
    const text = message.slice(0, 1000)
    const [, from, method] = sasl.exec(text) ?? []
    if (from !== undefined) return refused(from, `smtp ${method}`)
    const [, client, name] = sent.exec(text) ?? []
    if (name !== undefined)
      return { verb: 'login', outcome: 'success', user: name, address: addressOf(client), method: 'smtp', fold: `smtp ${name} ${client}` }
    const [, what, user, peer] = dovecot.exec(text) ?? []
    if (what === undefined || (what !== 'Login' && !text.includes('auth failed'))) return pamTold(text)
    return what === 'Login'
      ? { verb: 'login', outcome: 'success', user, address: addressOf(peer), method: 'mail', fold: `mail in ${user} ${peer}` }
      : refused(peer, 'mail', user || undefined)
  }),
}
