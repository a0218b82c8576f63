// Ethereum-style addresses (ETH, ETC, …): 0x and 40 hex digits, checked by their mixed case (EIP-55).
import { keccak_256 } from '@noble/hashes/sha3.js'

/** 'checked': the case is a right checksum. 'plain': one case only, so nothing is checked. undefined: no address, or a wrong checksum. */
export function ethereumAddress(text: string): 'checked' | 'plain' | undefined {
  if (!/^0x[0-9A-Fa-f]{40}$/.test(text)) return undefined
  const digits = text.slice(2)
  const lower = digits.toLowerCase()
  if (/^(.)\1*$/.test(lower) || /^0{24}/.test(lower)) return undefined
  if (digits === lower || digits === digits.toUpperCase()) return 'plain'
  const sum = keccak_256(new TextEncoder().encode(lower))
  for (let i = 0; i < 40; i++) {
    const c = lower[i]!
    if (c < 'a') continue
    const high = ((sum[i >> 1]! >> (i % 2 === 0 ? 4 : 0)) & 8) !== 0
    if (digits[i] !== (high ? c.toUpperCase() : c)) return undefined
  }
  return 'checked'
}
