// Base58Check addresses: the coin by its version byte, believed only with a right double-SHA-256 checksum.
import { sha256 } from '@noble/hashes/sha2.js'
import { createBase58check } from '@scure/base'
import type { Coin } from '../wallet.ts'

const base58check = createBase58check(sha256)

/** Version bytes of the main nets, from each coin's chainparams.cpp. */
const versions: Readonly<Record<number, Coin>> = {
  0: 'BTC',
  5: 'BTC',
  30: 'DOGE',
  22: 'DOGE',
  48: 'LTC',
  50: 'LTC',
  60: 'RVN',
  122: 'RVN',
  76: 'DASH',
  65: 'TRX',
}
/** Zcash writes two version bytes: t1 is 1c b8, t3 is 1c bd. */
const zcash = new Set([0x1cb8, 0x1cbd])

export function base58CheckCoin(text: string): Coin | undefined {
  if (text.length < 26 || text.length > 36) return undefined
  let bytes: Uint8Array
  try {
    bytes = base58check.decode(text)
  } catch {
    return undefined
  }
  if (bytes.length === 22) return zcash.has((bytes[0]! << 8) | bytes[1]!) ? 'ZEC' : undefined
  return bytes.length === 21 ? versions[bytes[0]!] : undefined
}
