// What panels of administration say by syslog of who came in: Webmin, Usermin, Virtualmin, phpMyAdmin.
import { addressOf, type MessageKind, stateless } from './kind.ts'

/** The name is what the visitor typed: it may hold blanks and a forged end, so the address is the last word. */
const webmin = /^(Successful|Invalid|Non-existent|Security alert|Expired|Disallowed|Bad) login as (.{0,200}) from (\S{2,60}) ?$/s
const phpMyAdmin = /^user (denied|authenticated): (.{0,200}?)(?: \([\w-]{3,30}\))? from {1,2}(\S{2,60}) ?$/s

export const panelMessages: MessageKind = {
  programs: ['webmin', 'usermin', 'phpMyAdmin'],
  begins: ['user denied: ', 'user authenticated: '],
  needles: [' login as '],
  open: stateless((message, _, program) => {
    const text = message.slice(0, 500)
    const [, how, user, from] = webmin.exec(text) ?? phpMyAdmin.exec(text) ?? []
    if (how === undefined) return undefined
    const told = { user, address: addressOf(from), method: program.toLowerCase() }
    if (how === 'Successful' || how === 'authenticated') return { verb: 'login', outcome: 'success', ...told }
    return { verb: 'login-failed', outcome: 'failure', ...told, fold: `${program} ${user} ${from}` }
  }),
}
