// Home directories of a host's accounts: where a person's own startup files lie.
import { textOf } from './bytes.ts'
import { isGap } from './gap.ts'
import type { HostView } from './host.ts'

export interface Home {
  /** The account it belongs to; for a directory in /home that no account names, the directory's name. */
  readonly user: string
  /** Absolute, without a slash at its end, so that `${home}/.profile` is a path; '' stands for the root directory. */
  readonly home: string
}

const mostHomes = 5000

/**
 * One row a home (the first account that has it), /root first, then as in /etc/passwd, then directories of /home without an account.
 * At most 5,000. Unreadable sources give nothing here: the collector of accounts records that gap.
 */
export function homesOf(host: HostView): Home[] {
  const byHome = new Map<string, Home>([['/root', { user: 'root', home: '/root' }]])
  const add = (user: string, home: string): void => {
    if (byHome.size < mostHomes && !byHome.has(home)) byHome.set(home, { user, home })
  }
  const passwd = host.files.read('/etc/passwd')
  for (const line of isGap(passwd) ? [] : textOf(passwd.bytes).split(/\r?\n/)) {
    const fields = line.split(':', 7)
    const home = fields[5] ?? ''
    if (fields.length === 7 && home.startsWith('/') && !home.includes('\0')) add(fields[0] ?? '', home.replace(/(?<!\/)\/+$/, ''))
  }
  const inHome = host.files.list('/home', mostHomes)
  for (const { name, type } of isGap(inHome) ? [] : inHome) if (type === 'directory' || type === 'symlink') add(name, `/home/${name}`)
  return [...byHome.values()]
}
