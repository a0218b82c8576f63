// passwd(5): accounts with every byte of their shell kept, and the line each stands on.
import { linesOf } from '../lines.ts'

export interface PasswdEntry {
  readonly line: number
  readonly name: string
  /** What the second field says of the password; the field itself is not given, it may be a hash. */
  readonly password: 'shadow' | 'empty' | 'locked' | 'set'
  readonly uid: number
  readonly gid: number
  readonly gecos: string
  readonly home: string
  /** Exactly as written, blanks at its end included. */
  readonly shell: string
}

/** Accounts as glibc reads them; comments, NIS lines ("+", "-") and lines without numeric ids are passed over. */
export function* parsePasswd(bytes: Uint8Array): Generator<PasswdEntry> {
  for (const { number: line, text } of linesOf(bytes)) {
    const bare = text.trimStart()
    if (bare === '' || /^[#+-]/.test(bare)) continue
    const [name = '', secret = '', uid = '', gid = '', gecos = '', home, ...shell] = bare.split(':')
    if (name === '' || home === undefined || !isId(uid) || !isId(gid)) continue
    yield { line, name, password: stateOf(secret), uid: Number(uid), gid: Number(gid), gecos, home, shell: shell.join(':') }
  }
}

/** Ids are 32 bits wide: anything longer is no id that the system would take. */
function isId(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xffffffff
}

function stateOf(secret: string): PasswdEntry['password'] {
  if (secret === '') return 'empty'
  if (secret === 'x' || secret.startsWith('##')) return 'shadow'
  return /^[*!]/.test(secret) || secret.length < 13 ? 'locked' : 'set'
}
