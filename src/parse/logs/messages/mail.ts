// What Postfix and Dovecot say of those who could not, or could, log in to send and to read.
import { addressOf, type MessageKind, stateless, type Told } from './kind.ts'
import { pamTold } from './sessions.ts'

const sasl = /^warning: \S{1,255}\[([\da-fA-F.:]{2,45})\](?::\d{1,5})?: SASL ([\w-]{4,20}) authentication failed/
const sent = /^[\dA-Za-z]{6,20}: client=\S{1,255}\[([\da-fA-F.:]{2,45})\], sasl_method=\w{4,12}, sasl_username=(\S{1,100})$/
/** Why somebody went is told in many words; what he called himself stands behind them, and may hold anything: the address is the last one. */
const dovecot =
  /^(?:imap|pop3|managesieve|submission)-login: (?:Info: )?(?:(Login)|[A-Z][^<>]{1,200}? \((?:auth failed|proxy dest auth failed)[^)]{0,80}\)): (?:user=<(.{0,200})>, )?(?:method=[\w-]{3,20}, )?rip=([\da-fA-F.:]{2,45})(?:,|$)/
/** A worker that asks the database of accounts: kind(user,address,session). */
const asked =
  /^(?:auth|auth-worker)(?:\([\w]{1,20}\))?: (?:Info: )?(?:conn unix:auth-worker \([^)]{1,60}\): auth-worker<\d{1,10}>: )?(?:pam|sql|ldap|passwd-file|passwd|shadow)\(([^,()]{0,100}),([\da-fA-F.:]{2,45})(?:,[^)]{0,60})?\): (?:unknown user|[Pp]assword mismatch|invalid credentials|pam_authenticate\(\) failed: )/

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
  begins: ['imap-login: ', 'pop3-login: ', 'managesieve-login: ', 'submission-login: ', 'auth: ', 'auth-worker('],
  needles: [' SASL ', ', sasl_username='],
  open: stateless(message => {
    const text = message.slice(0, 1000)
    const [, from, method] = sasl.exec(text) ?? []
    if (from !== undefined) return refused(from, `smtp ${method}`)
    const [, client, name] = sent.exec(text) ?? []
    if (name !== undefined)
      return { verb: 'login', outcome: 'success', user: name, address: addressOf(client), method: 'smtp', fold: `smtp ${name} ${client}` }
    const [, what, user, peer] = dovecot.exec(text) ?? []
    if (peer === undefined) {
      const [, account, by] = asked.exec(text) ?? []
      return by === undefined ? pamTold(text) : refused(by, 'mail', account || undefined)
    }
    return what === 'Login'
      ? { verb: 'login', outcome: 'success', user, address: addressOf(peer), method: 'mail', fold: `mail in ${user} ${peer}` }
      : refused(peer, 'mail', user || undefined)
  }),
}
