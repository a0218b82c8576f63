// Whom a login pays: the address at its head, of whatever coin, when one of the usual checksums agrees.
import { blake2b } from '@noble/hashes/blake2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { base58, base58xmr, bech32, bech32m, createBase58check } from '@scure/base'
import { isCashAddress } from './kaspa.ts'

const base58check = createBase58check(sha256)
/** Of Nervos' full addresses, with room. */
const longestBech32 = 200

/** The address, or ''. Which coin it is of is another question. */
export function payeeOf(login: string): string {
  const head = /^(?:[a-z]{2,12}[:_])?[0-9A-Za-z]{26,200}(?![0-9A-Za-z])/.exec(login)?.[0] ?? ''
  return head !== '' && checks.some(check => agrees(check, head)) ? head : ''
}

const checks: readonly ((text: string) => boolean)[] = [
  text => isCashAddress(...(text.split(':', 2) as [string, string | undefined])),
  text => /^[a-z]{2,5}1/.test(text) && bech32.decode(text as `${string}1${string}`, longestBech32).words.length > 30,
  text => /^[a-z]{2,5}1/.test(text) && bech32m.decode(text as `${string}1${string}`, longestBech32).words.length > 30,
  // Two version bytes at most and a hash, or Aeternity's key.
  text => [21, 22, 32].includes(base58check.decode(text.replace(/^ak_/, '')).length),
  // CryptoNote and its forks: two keys and what else they need behind the tag of the net.
  text => text.length >= 90 && endsIn(base58xmr.decode(text), keccak_256),
  // Ergo's P2PK.
  text => text.length === 51 && endsIn(base58.decode(text), bytes => blake2b(bytes, { dkLen: 32 })),
]

function agrees(check: (text: string) => boolean, text: string): boolean {
  try {
    return check(text)
  } catch {
    // What is not of that alphabet, or has another sum, is thrown.
    return false
  }
}

/** The last four bytes are the first of the digest of what is before them. */
function endsIn(bytes: Uint8Array, digest: (bytes: Uint8Array) => Uint8Array): boolean {
  const sum = digest(bytes.subarray(0, -4))
  return bytes.subarray(-4).every((byte, i) => byte === sum[i])
}
