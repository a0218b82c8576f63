// Addresses of cryptocurrency wallets in any text, believed only when their own checksum agrees.
import { base58CheckCoin } from './wallet/base58check.ts'
import { bech32Coin } from './wallet/bech32.ts'
import { ethereumAddress } from './wallet/ethereum.ts'
import { isKaspaAddress } from './wallet/kaspa.ts'
import { isMoneroAddress } from './wallet/monero.ts'

export type Coin = 'XMR' | 'BTC' | 'ETH' | 'LTC' | 'DOGE' | 'DASH' | 'RVN' | 'ZEC' | 'KAS' | 'DERO' | 'TRX' | 'ZEN'

export interface Wallet {
  readonly coin: Coin
  readonly address: string
  /** Index into the text, in UTF-16 units. */
  readonly offset: number
  /** The checksum agrees. False only for Ethereum addresses written without their mixed-case checksum (EIP-55). */
  readonly certain: boolean
}

/** Coins that are mined with CPUs and GPUs of ordinary servers today; an address of another coin may just as well belong to a shop. */
export const minedCoins: ReadonlySet<Coin> = new Set<Coin>(['XMR', 'RVN', 'KAS', 'ZEC', 'DERO'])

/** Text past this is not looked at. */
const longestText = 4 << 20
/** Candidates whose checksum is computed at most: bounds the time on hostile text. */
const mostCandidates = 4000

/** Wallets in the order in which they stand. */
export function* findWallets(text: string): Generator<Wallet> {
  let candidates = 0
  const word = /[0-9A-Za-z]{26,}/g
  const scope = text.length > longestText ? text.slice(0, longestText) : text
  for (let match = word.exec(scope); match !== null && candidates < mostCandidates; match = word.exec(scope)) {
    if (match[0].length > 120) continue
    const escaped = match.index > 0 && scope[match.index - 1] === '\\' ? 1 : 0
    const run = match[0].slice(escaped)
    const offset = match.index + escaped
    if (!plausible(run)) continue
    candidates++
    const kaspa = offset >= 6 && scope.slice(offset - 6, offset) === 'kaspa:' && isKaspaAddress(run)
    if (kaspa) {
      yield { coin: 'KAS', address: `kaspa:${run}`, offset: offset - 6, certain: true }
      continue
    }
    const found = walletOf(run)
    if (found !== undefined) yield { ...found, address: run, offset }
  }
}

/** The wallet that a whole word is, if it is one. */
export function walletOf(word: string): Pick<Wallet, 'coin' | 'certain'> | undefined {
  if (word.length === 42 && word.startsWith('0x')) {
    const ethereum = ethereumAddress(word)
    return ethereum === undefined ? undefined : { coin: 'ETH', certain: ethereum === 'checked' }
  }
  if (word.length === 95 || word.length === 106) return isMoneroAddress(word) ? { coin: 'XMR', certain: true } : undefined
  if (word.startsWith('kaspa:')) return isKaspaAddress(word.slice(6)) ? { coin: 'KAS', certain: true } : undefined
  const coin = base58CheckCoin(word) ?? bech32Coin(word)
  return coin === undefined ? undefined : { coin, certain: true }
}

const shape =
  /^(?:[48][1-9A-HJ-NP-Za-km-z]{94}(?:[1-9A-HJ-NP-Za-km-z]{11})?|0x[0-9A-Fa-f]{40}|(?:[13LMDRXTt]|z[ns])[1-9A-HJ-NP-Za-km-z]{25,34}|(?:bc|ltc|zs|dero)1[02-9ac-hj-np-z]{30,85}|[qp][02-9ac-hj-np-z]{60,62})$/

function plausible(run: string): boolean {
  return shape.test(run)
}
