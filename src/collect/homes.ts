// Home directories of a host's accounts, from the accounts that were collected.
import type { User } from '../core/facts/account.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

export interface Home {
  /** The account; for a directory of /home that no account names (accounts may live in a directory service), its name. */
  readonly user: string
  /** Absolute, without a slash at its end; '' stands for the root directory. */
  readonly home: string
}

const mostHomes = 5000

/** Each home once, under the first account that has it. */
export function homesOf(host: HostView, users: readonly User[]): readonly Home[] {
  const byHome = new Map<string, Home>()
  const add = (user: string, path: string): void => {
    const home = path.replace(/(?<!\/)\/+$/, '')
    if (byHome.size < mostHomes && (home === '' || home.startsWith('/')) && !byHome.has(home)) byHome.set(home, { user, home })
  }
  add('root', '/root')
  for (const { name, home } of users) if (home.startsWith('/')) add(name, home)
  const inHome = host.files.list('/home', mostHomes)
  for (const { name, type } of isGap(inHome) ? [] : inHome) if (type === 'directory') add(name, `/home/${name}`)
  return [...byHome.values()]
}
