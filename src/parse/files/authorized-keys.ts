// authorized_keys as in sshd(8): keys with options, fingerprint and exact bytes, also where they stand amid binary garbage.
import { sha256 } from '@noble/hashes/sha2.js'
import { base64, base64nopad } from '@scure/base'
import type { Span } from '../../core/facts/autostart.ts'
import { linesOf } from '../lines.ts'

export interface AuthorizedKey {
  readonly line: number
  readonly span: Span
  readonly text: string
  readonly options: string
  readonly type: string
  /** "SHA256:…" as ssh-keygen prints it. */
  readonly fingerprint: string
  /** The last 40 base64 characters, padding left off: no two keys share them. */
  readonly tail: string
  readonly comment: string
}

const keyTypes =
  /^(?:ssh-(?:rsa|dss|ed25519|ed448|xmss@openssh\.com)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com|(?:ssh-(?:rsa|dss|ed25519|xmss)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256))-cert-v01@openssh\.com|webauthn-sk-ecdsa-sha2-nistp256@openssh\.com|rsa-sha2-(?:256|512))$/
/** sshd reads lines of any length since 7.8; a certificate with many principals still stays far below this. */
const longestLine = 65_536

/** Keys that sshd would accept; comments and what is no key are passed over. */
export function* parseAuthorizedKeys(bytes: Uint8Array): Generator<AuthorizedKey> {
  for (const { number: line, text, span } of linesOf(bytes)) {
    if (span.end - span.start > longestLine) continue
    const bare = text.replace(/^[ \t]+/, '')
    if (bare === '' || bare.startsWith('#')) continue
    const direct = keyAt(bare)
    const length = direct === undefined ? optionsLength(bare) : 0
    const key = direct ?? keyAt(bare.slice(length).replace(/^[ \t]+/, ''))
    if (key !== undefined) yield { line, span, text, options: bare.slice(0, length), ...key }
  }
}

/** Bytes that no text file holds: what a Redis dump or another binary leaves around a planted key. UTF-16 with its mark is text. */
export function hasBinary(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return false
  return bytes.some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
}

function keyAt(text: string): Pick<AuthorizedKey, 'type' | 'fingerprint' | 'tail' | 'comment'> | undefined {
  const type = text.slice(0, nextBlank(text, 0))
  if (!keyTypes.test(type)) return undefined
  const rest = text.slice(type.length).replace(/^[ \t]+/, '')
  const encoded = rest.slice(0, nextBlank(rest, 0))
  const blob = decode(encoded)
  if (blob === undefined || !sameType(blob, type)) return undefined
  const fingerprint = `SHA256:${base64nopad.encode(sha256(blob))}`
  return { type, fingerprint, tail: encoded.replace(/=+$/, '').slice(-40), comment: rest.slice(encoded.length).trim() }
}

function nextBlank(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === ' ' || text[i] === '\t') return i
  return text.length
}

function decode(encoded: string): Uint8Array | undefined {
  try {
    return encoded.length < 16 ? undefined : base64.decode(encoded)
  } catch {
    return undefined
  }
}

/** The blob begins with its own type and holds whole fields only, each with its length before it: sshd refuses anything else. */
function sameType(blob: Uint8Array, type: string): boolean {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  const length = view.getUint32(0)
  if (length > 64 || 4 + length >= blob.length) return false
  const inner = String.fromCharCode(...blob.subarray(4, 4 + length))
  if (inner !== type && !(type.startsWith('rsa-sha2-') && inner === 'ssh-rsa')) return false
  // Certificates also hold bare numbers, which carry no length.
  if (type.includes('-cert-')) return true
  let at = 4 + length
  while (at + 4 <= blob.length) at += 4 + view.getUint32(at)
  return at === blob.length
}

/** Up to the first blank outside double quotes; a backslash before a quote keeps it inside. */
function optionsLength(text: string): number {
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '\\' && text[i + 1] === '"') i++
    else if (c === '"') quoted = !quoted
    else if (!quoted && (c === ' ' || c === '\t')) return i
  }
  return text.length
}

/** The value of one option such as `command`, quotes and escapes removed; undefined when it is not set. */
export function optionOf(options: string, name: string): string | undefined {
  let quoted = false
  let start = 0
  for (let i = 0; i <= options.length; i++) {
    const c = options[i]
    if (c === '\\' && options[i + 1] === '"') i++
    else if (c === '"') quoted = !quoted
    else if (i === options.length || (c === ',' && !quoted)) {
      const option = options.slice(start, i)
      const equals = option.indexOf('=')
      if (option.slice(0, equals < 0 ? option.length : equals).toLowerCase() === name)
        return equals < 0 ? '' : unquote(option.slice(equals + 1))
      start = i + 1
    }
  }
  return undefined
}

function unquote(value: string): string {
  return (value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value).replaceAll('\\"', '"')
}
