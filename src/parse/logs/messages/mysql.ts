// What the servers of MySQL and MariaDB say in their error log: who was refused, crashes, code that was loaded.
import { type Mark, needlesOf, toldBy } from '../marks.ts'
import { addressOf, type MessageKind, stateless } from './kind.ts'

/** After time, thread and labels are taken off. */
const marks: readonly Mark[] = [
  {
    needles: ['access denied for user '],
    like: /^(?:Access denied|Aborted connection.{0,60}?Access denied) for user '(.{0,80}?)'@'([^']{1,255})' \(using password: (YES|NO)\)/,
    tell: ([, user, host, password]) => ({
      verb: 'login-failed',
      outcome: 'failure',
      user,
      address: addressOf(host),
      method: password === 'NO' ? 'no password' : 'password',
      fold: `mysql ${user} ${host}`,
    }),
  },
  {
    needles: ["can't open shared library", 'no such function in library'],
    like: /^Can't (?:open shared library|find symbol) '([^']{1,300})'(?: \(errno: .{1,200}\)| in library)?/,
    tell: ([, path]) => ({ verb: 'error', path, method: 'library', outcome: 'failure' }),
  },
  {
    needles: ['got signal ', 'mysqld got exception'],
    like: /^(?:\d\d:\d\d:\d\d UTC - )?(?:mysqld|mariadbd) got (?:signal \d{1,2}|exception 0x\w{1,16})/,
    tell: ([text]) => ({ verb: 'error', method: text.slice(0, 60), fold: 'mysql crash' }),
  },
  {
    needles: ['ready for connections', 'shutdown complete', 'normal shutdown'],
    like: /^\S{0,200}(?:mysqld|mariadbd|mysqld_safe)?(?:: | )?(ready for connections|Shutdown complete|Normal shutdown)/,
    tell: ([, what]) => ({ verb: 'unit', unit: 'mysql', method: what === 'ready for connections' ? 'started' : 'stopped' }),
  },
]

export function mysqlTold(message: string) {
  return toldBy(marks, message)
}

export const mysqlMessages: MessageKind = {
  programs: ['mysqld', 'mariadbd', 'mysqld_safe'],
  needles: needlesOf(marks),
  open: stateless(message => mysqlTold(mysqlLabelled(message.slice(0, 4000)))),
}

/** "2026-11-22 01:02:03 123 [Warning] [MY-010055] [Server] …" without what stands before the words. */
export function mysqlLabelled(text: string): string {
  return text.replace(
    /^(?:(?:\d{4}-\d\d-\d\d|\d{6}) {1,2}\d{1,2}:\d\d:\d\d )?(?:0x[\da-f]{1,16}|\d{1,19})? ?\[(?:Note|Warning|ERROR|System|Error)\] (?:\[MY-\d{6}\] \[\w{1,20}\] )?/,
    '',
  )
}
