// Takes secrets out of what a snapshot keeps: password hashes and private keys never leave the host.
import { bytesOf, textOf } from '../core/bytes.ts'

const shadow = /\/etc\/g?shadow-?$|\/etc\/(master|security)\.?passwd$/
const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*/g

/** A file of password hashes: a piece of it cannot be cleaned without its beginning. */
export function isHashFile(path: string): boolean {
  return shadow.test(path)
}

/** The content as it may be kept: hashes cut to their scheme, private keys to their first line. */
export function withoutSecrets(path: string, bytes: Uint8Array): Uint8Array {
  if (shadow.test(path))
    return bytesOf(textOf(bytes).replace(/^([^:\n]*):([^:\n]+)/gm, (_, name: string, hash: string) => `${name}:${schemeOf(hash)}`))
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('PRIVATE KEY-----')
  return start < 0 ? bytes : bytesOf(textOf(bytes).replace(privateKey, key => key.slice(0, key.indexOf('KEY-----') + 8)))
}

/** "!$6$…" for a locked sha512crypt hash: enough for what is reported, useless to a thief. */
function schemeOf(hash: string): string {
  const lock = /^[!*]*/.exec(hash)?.[0] ?? ''
  const rest = hash.slice(lock.length)
  if (rest === '') return lock
  const scheme = /^\$[0-9a-z-]{1,12}\$/.exec(rest)?.[0]
  return `${lock}${scheme ?? ''}${scheme === undefined ? 'x'.repeat(13) : 'redacted'}`
}
