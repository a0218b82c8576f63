// Whether somebody can log in to an account: by password or by key, as login, su and sshd decide it.
import { lstatSync, readFileSync } from 'node:fs'

export interface Account {
  /** Line of /etc/passwd. */
  readonly passwd: string
  /** Line of /etc/shadow; '' when there is none. */
  readonly shadow: string
  /** Whether sshd finds a public key for it. */
  readonly keys: boolean
}

/** Why somebody can log in; undefined when nobody can. `today` in days since 1970. */
export function wayIn({ passwd, shadow, keys }: Account, today: number): string | undefined {
  const [, inPasswd = '', , , , , shell = ''] = passwd.split(':')
  const [, hash = inPasswd, , , , , , expires = ''] = shadow === '' ? [] : shadow.split(':')
  if (/^\/(usr\/)?s?bin\/(nologin|false)$/.test(shell)) return undefined
  if (expires !== '' && Number(expires) <= today) return undefined
  if (keys) return `can log in with a key and the shell ${JSON.stringify(shell)}`
  return /^[!*]/.test(hash) || hash === 'x' ? undefined : `can log in with a password and the shell ${JSON.stringify(shell)}`
}

/** The same of an account of a host; its line is looked up by name. Lines that hold a word of `owners` are the owner's keys. */
export function wayInto(top: string, name: string, owners: readonly string[]): string | undefined {
  const lineIn = (path: string): string => linesOf(top + path).find(line => line.startsWith(`${name}:`)) ?? ''
  const passwd = lineIn('/etc/passwd')
  if (passwd === '') return undefined
  const home = passwd.split(':')[5] ?? ''
  const keys = ['authorized_keys', 'authorized_keys2'].some(file =>
    linesOf(`${top}${home}/.ssh/${file}`).some(line => /^[^#]*\b(ssh-|ecdsa-|sk-)/.test(line) && !owners.some(word => line.includes(word))),
  )
  return wayIn({ passwd, shadow: lineIn('/etc/shadow'), keys }, Date.now() / 86_400_000)
}

function linesOf(path: string): string[] {
  try {
    return lstatSync(path).isFile() ? readFileSync(path, 'latin1').split('\n') : []
  } catch {
    return []
  }
}
