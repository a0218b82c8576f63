// Monero addresses: standard, sub- and integrated, by their Keccak checksum (github.com/monero-project/monero src/cryptonote_basic).
import { keccak_256 } from '@noble/hashes/sha3.js'
import { base58xmr } from '@scure/base'

/** Main net prefixes: 18 standard, 42 subaddress, 19 integrated (with an 8-byte payment id). */
const prefixes: Readonly<Record<number, number>> = { 18: 69, 42: 69, 19: 77 }

export function isMoneroAddress(text: string): boolean {
  if (text.length !== 95 && text.length !== 106) return false
  let bytes: Uint8Array
  try {
    bytes = base58xmr.decode(text)
  } catch {
    return false
  }
  if (prefixes[bytes[0] ?? 0] !== bytes.length) return false
  const sum = keccak_256(bytes.subarray(0, -4))
  const given = bytes.subarray(-4)
  return given.every((byte, i) => byte === sum[i])
}
