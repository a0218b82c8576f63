// Configuration files of mining programs, read from their text without asking for valid JSON: truncated, commented and embedded ones count too.
import { algorithmWeight } from './mining-words.ts'
import { findPoolUrls, type PoolAddress, poolAddress } from './pool-url.ts'
import { findWallets, minedCoins, type Wallet } from './wallet.ts'

export interface MinerConfig {
  /** 0–1: noisy-or over kinds of evidence. */
  readonly score: number
  readonly evidence: readonly { readonly kind: ConfigEvidence; readonly text: string; readonly weight: number; readonly offset: number }[]
  readonly pools: readonly PoolAddress[]
  readonly wallets: readonly Wallet[]
  /** The user is a placeholder such as YOUR_WALLET_ADDRESS: an example that came with the program, not one in use. */
  readonly placeholder: boolean
  /** Settings stand where settings stand: at the beginning of a line or inside braces. Prose and reports quote them elsewhere. */
  readonly structured: boolean
}

export type ConfigEvidence = 'key' | 'pool' | 'wallet' | 'algorithm'

/** Keys that only miners' configurations have, lower case, and what one says. xmrig config.json, xmr-stak pools.txt, T-Rex, lolMiner, SRBMiner. */
const keys: Readonly<Record<string, number>> = {
  'donate-level': 0.5,
  'donate-over-proxy': 0.5,
  'max-threads-hint': 0.5,
  'huge-pages-jit': 0.5,
  randomx: 0.4,
  'cn/0': 0.3,
  'rx/0': 0.4,
  'cn-lite/0': 0.4,
  'rx/wow': 0.4,
  'rig-id': 0.3,
  nicehash: 0.3,
  'argon2-impl': 0.4,
  'memory-pool': 0.2,
  'pause-on-battery': 0.4,
  'pause-on-active': 0.4,
  'daemon-poll-interval': 0.3,
  'self-select': 0.3,
  pool_address: 0.4,
  wallet_address: 0.3,
  use_nicehash: 0.5,
  use_tls: 0.05,
  pool_weight: 0.4,
  pool_list: 0.3,
  cpu_threads_conf: 0.5,
  low_power_mode: 0.3,
  rig_id: 0.2,
  'health-print-time': 0.3,
  apiport: 0.05,
  'gpu-report-interval': 0.5,
  'lhr-tune': 0.5,
  pools: 0.05,
}

/** "key": value, 'key': value, key = value; values end at the quote, the comma or the line. */
const pair =
  /(?:["']([A-Za-z][\w/-]{1,30})["']\s{0,8}:|(?<![\w"'-])([A-Za-z][\w-]{1,30})[ \t]{0,8}=)[ \t]{0,8}(?:"([^"\n]{0,400})|'([^'\n]{0,400})|([^\s"',{}[\]]{0,400}))/g
const placeholders = /your|wallet[_ ]?address|<.*>|\bxxx+|example|change.?me|\$\{?[A-Z_]+/i
/** What stands before a setting: the beginning of a line or a brace, a bracket, a comma, the end of a comment. */
const settingPlace = /(?:^|[\n{[,;]|\*\/)\s*$/
const longestText = 1 << 20

/** What speaks for a miner's configuration; undefined below a score of 0.5 or with one kind of evidence only. */
export function readMinerConfig(given: string): MinerConfig | undefined {
  const text = given.slice(0, longestText)
  const evidence: MinerConfig['evidence'][number][] = []
  const pools: PoolAddress[] = []
  let users = 0
  let structured = false
  let dummies = 0
  const note = (kind: ConfigEvidence, excerpt: string, weight: number, offset: number): void => {
    if (evidence.length < 64) evidence.push({ kind, text: excerpt.slice(0, 200), weight, offset })
  }
  for (const match of text.matchAll(pair)) {
    const key = (match[1] ?? match[2] ?? '').toLowerCase()
    const value = match[3] ?? match[4] ?? match[5] ?? ''
    const known = Object.hasOwn(keys, key) || /^(?:url|user|pool|wallet|algo|coin)$/.test(key)
    structured ||= known && settingPlace.test(text.slice(Math.max(0, match.index - 40), match.index))
    const weight = match[1] !== undefined && Object.hasOwn(keys, key) ? keys[key]! : 0
    if (weight > 0) note('key', match[0], weight, match.index)
    if (/^(?:url|pool|pool_address|server|host|address)$/.test(key)) {
      const pool = poolAddress(value)
      if (pool !== undefined && !/^(?:https?|ftp|wss?|redis|postgres\w*|mysql|amqps?|mongodb\S*|tcp|unix)$/.test(pool.scheme)) {
        pools.push(pool)
        if (!pool.miningScheme) note('pool', match[0], 0.1, match.index)
      }
    }
    if (/^(?:user|wallet|wallet_address|username)$/.test(key) && value !== '') {
      users++
      if (placeholders.test(value) && findWallets(value).next().done === true) dummies++
    }
    if (/^(?:algo|algorithm|coin|currency)$/.test(key) && algorithmWeight(value) > 0)
      note('algorithm', match[0], algorithmWeight(value), match.index)
  }
  for (const url of findPoolUrls(text)) {
    pools.push(url)
    note('pool', url.text, 0.6, url.offset)
  }
  const wallets: Wallet[] = []
  for (const wallet of findWallets(text)) {
    if (wallets.push(wallet) >= 50) break
    note('wallet', wallet.address, wallet.certain ? (minedCoins.has(wallet.coin) ? 0.5 : 0.25) : 0.1, wallet.offset)
  }
  const score = scoreOf(evidence)
  if (score < 0.5 || new Set(evidence.map(e => e.kind)).size < 2) return undefined
  return { score, evidence, pools, wallets, structured, placeholder: users > 0 && dummies === users && wallets.length === 0 }
}

function scoreOf(evidence: MinerConfig['evidence']): number {
  const distinct = new Map<string, number>()
  for (const { kind, text, weight } of evidence) {
    const slot = kind === 'key' ? /[\w/-]+/.exec(text)![0].toLowerCase() : kind
    distinct.set(slot, Math.max(distinct.get(slot) ?? 0, weight))
  }
  return 1 - [...distinct.values()].reduce((doubt, weight) => doubt * (1 - weight), 1)
}

/** What in the printable strings of a program speaks for a miner; undefined unless three kinds agree. */
export function readMinerStrings(strings: readonly string[]): { readonly score: number; readonly excerpts: readonly string[] } | undefined {
  const kinds: readonly (readonly [string, RegExp])[] = [
    ['scheme', /stratum(?:[12]?\+(?:tcp|ssl|tls))|stratum\+|ethproxy/i],
    ['dialect', /mining\.(?:subscribe|authorize|notify|submit|set_difficulty)|"?keepalived"?$|seed_hash|job_id|eth_submit(?:Work|Login)/],
    ['option', /donate-level|cpu-max-threads-hint|randomx-(?:mode|init|wrmsr|no-numa|1gb-pages)|huge-pages-jit|rig-id|nicehash/],
    [
      'algorithm',
      /(?:^|\W)(?:rx\/(?:0|wow|arq)|cn\/(?:0|r|half|fast)|randomx|cryptonight|kawpow|etchash|ghostrider|astrobwt|autolykos2?|kheavyhash)(?:\W|$)/i,
    ],
    ['program', /xmrig|xmr-stak|cpuminer|lolminer|t-rex miner|nbminer|srbminer|donate\.v2\.|donate\.ssl\./i],
    ['wallet', /\0/],
  ]
  const excerpts = new Map<string, string>()
  for (const string of strings.slice(0, 2000)) {
    for (const [kind, pattern] of kinds) if (!excerpts.has(kind) && pattern.test(string)) excerpts.set(kind, string.slice(0, 120))
    if (!excerpts.has('wallet')) for (const wallet of findWallets(string)) if (wallet.coin === 'XMR') excerpts.set('wallet', wallet.address)
  }
  if (excerpts.size < 3) return undefined
  return { score: excerpts.size >= 4 ? 0.9 : 0.7, excerpts: [...excerpts.values()] }
}
