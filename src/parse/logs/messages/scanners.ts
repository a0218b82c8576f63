// What guards that look at files say by syslog: ClamAV and rkhunter.
import { type MessageKind, stateless, type Told } from './kind.ts'

/** "/tmp/x: Unix.Trojan.Mirai-1 FOUND": the name of a file may hold anything, the signature's is one word at the end. */
const found = /^(?:fd\[\d{1,10}\]|(?:stream|instream|(\/.{1,1000}))(?:\([^)]{1,80}\))?): ([\w.:-]{3,120})(?:\([\da-f:]{1,80}\))? FOUND$/is
const warned = /^(?:Warning: |\/usr\/bin\/rkhunter: )(.{1,300})$/s

export function clamTold(message: string): Told | undefined {
  const [, path, method] = found.exec(message.slice(0, 1500)) ?? []
  return method === undefined ? undefined : { verb: 'alert', path, method: `clamav ${method}`, fold: `clamav ${method} ${path}` }
}

export const clamMessages: MessageKind = {
  programs: ['clamd', 'clamav-daemon', 'clamonacc', 'clamav', 'clamscan'],
  needles: [' FOUND'],
  open: stateless(clamTold),
}

export const rkhunterMessages: MessageKind = {
  programs: ['rkhunter', 'Rootkit Hunter'],
  needles: ['rkhunter: Warning: ', 'Rootkit Hunter: '],
  open: stateless(message => {
    const text = warned.exec(message)?.[1] ?? /^Please inspect this machine\b.{0,100}/.exec(message)?.[0]
    return text === undefined ? undefined : { verb: 'alert', method: `rkhunter ${text}`.slice(0, 200), fold: `rkhunter ${text}` }
  }),
}
