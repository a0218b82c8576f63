// Bech32 and Bech32m addresses (BIP-173, BIP-350) of Bitcoin and Litecoin, Zcash Sapling (ZIP-173) and Dero.
import { bech32, bech32m } from '@scure/base'
import type { Coin } from '../wallet.ts'

export function bech32Coin(text: string): Coin | undefined {
  if (text.length > 90) return undefined
  const prefix = text.slice(0, text.lastIndexOf('1'))
  if (prefix === 'bc' || prefix === 'ltc') {
    const words = wordsOf(text, bech32, prefix) ?? wordsOf(text, bech32m, prefix)
    if (words === undefined || words.length < 2) return undefined
    const version = words[0]!
    const right = wordsOf(text, version === 0 ? bech32 : bech32m, prefix) !== undefined
    return right && version <= 16 && words.length <= 65 ? (prefix === 'bc' ? 'BTC' : 'LTC') : undefined
  }
  if (prefix === 'zs') return wordsOf(text, bech32, prefix)?.length === 69 ? 'ZEC' : undefined
  if (prefix === 'dero') return wordsOf(text, bech32, prefix)?.length === 55 ? 'DERO' : undefined
  return undefined
}

function wordsOf(text: string, code: typeof bech32, prefix: string): readonly number[] | undefined {
  try {
    const decoded = code.decode(text as `${string}1${string}`)
    return decoded.prefix === prefix ? decoded.words : undefined
  } catch {
    return undefined
  }
}
