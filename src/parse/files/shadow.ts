// shadow(5): the state and scheme of each password; the hash never leaves this file.
import { linesOf } from '../lines.ts'

export interface ShadowEntry {
  readonly name: string
  readonly password: 'empty' | 'locked' | 'set'
  /** As crypt(5) names it, also of a locked password: "yescrypt", "sha512crypt" … */
  readonly scheme: string | undefined
  /** Days since 1970 of the last change. */
  readonly changedDay: number | undefined
}

const schemes: Readonly<Record<string, string>> = {
  '1': 'md5crypt',
  '2': 'bcrypt',
  '2a': 'bcrypt',
  '2b': 'bcrypt',
  '2x': 'bcrypt',
  '2y': 'bcrypt',
  '3': 'nt',
  '5': 'sha256crypt',
  '6': 'sha512crypt',
  '7': 'scrypt',
  gy: 'gost-yescrypt',
  md5: 'sunmd5',
  sha1: 'sha1crypt',
  sm3: 'sm3crypt',
  y: 'yescrypt',
}

export function* parseShadow(bytes: Uint8Array): Generator<ShadowEntry> {
  for (const { text } of linesOf(bytes)) {
    const [name = '', secret, changed = ''] = text.trimStart().split(':')
    if (secret === undefined || name === '' || /^[#+-]/.test(name)) continue
    const scheme = schemeOf(secret.replace(/^[!*]+/, ''))
    yield { name, password: stateOf(secret, scheme), scheme, changedDay: /^\d{1,7}$/.test(changed) ? Number(changed) : undefined }
  }
}

function stateOf(secret: string, scheme: string | undefined): ShadowEntry['password'] {
  if (secret === '') return 'empty'
  return /^[!*]/.test(secret) || scheme === undefined ? 'locked' : 'set'
}

/** undefined for what crypt(3) can never give: no password matches it. */
function schemeOf(secret: string): string | undefined {
  const named = /^\$([a-z0-9]{1,4})[$,]/.exec(secret)
  if (named !== null) return Object.hasOwn(schemes, named[1] ?? '') ? schemes[named[1] ?? ''] : 'other'
  if (/^[./0-9A-Za-z]{13}$/.test(secret)) return 'descrypt'
  return /^_[./0-9A-Za-z]{19}$/.test(secret) ? 'bsdicrypt' : undefined
}
