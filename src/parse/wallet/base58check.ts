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
/** Zcash and Horizen write two version bytes: t1 is 1c b8, t3 is 1c bd; zn is 20 89, zs is 20 96. */
const wideVersions = new Map<number, Coin>([
  [0x1cb8, 'ZEC'],
  [0x1cbd, 'ZEC'],
  [0x2089, 'ZEN'],
  [0x2096, 'ZEN'],
])

export function base58CheckCoin(text: string): Coin | undefined {
  if (text.length < 26 || text.length > 36) return undefined
  let bytes: Uint8Array
  try {
    bytes = base58check.decode(text)
  } catch {
    return undefined
  }
  if (bytes.length === 22) return wideVersions.get((bytes[0]! << 8) | bytes[1]!)
  return bytes.length === 21 ? versions[bytes[0]!] : undefined
}
