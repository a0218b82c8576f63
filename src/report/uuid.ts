// Name-based UUIDs (RFC 9562 version 5): the same thing has the same id in every report and every tool that follows the rule.
import { sha1 } from '@noble/hashes/legacy.js'
import { wellFormed } from './json-lines.ts'

/** Of everything that is davylamp's own to name. */
const own = '6f8d0a52-6a3f-5f0e-9b1d-2c8f6d0c4a11'

export function uuidOf(name: string, namespace = own): string {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], byte => Number.parseInt(byte, 16))
  const hash = sha1(Uint8Array.from([...space, ...new TextEncoder().encode(wellFormed(name))])).slice(0, 16)
  hash[6] = (hash[6]! & 0x0f) | 0x50
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** For what must have a random id (version 4) by its standard, while the same report must have the same bytes: it looks random and is made of the name. */
export function likeRandom(name: string): string {
  return uuidOf(name).replace(/^(.{14})5/, '$14')
}
