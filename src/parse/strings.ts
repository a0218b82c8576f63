// Printable strings in a binary that matter to a hunt for miners: URLs, pool schemes, wallets, miner options, shell droppers.

export interface StringLimits {
  /** At most so many strings are given. Default 200. */
  readonly count?: number
  /** Longer runs are cut. Default 300 characters. */
  readonly length?: number
}

/** Every alternative is anchored on a literal and bounded, so that matching stays linear in the length of the run. */
const interesting = new RegExp(
  [
    String.raw`stratum\d?\+?[a-z]{0,4}:\/\/`,
    String.raw`(?:https?|ftp|tcp|wss?|daemon\+http|socks5):\/\/[\w.-]{3}`,
    '"(?:method|jsonrpc|algo|rig-id|pass|donate-level|job_id|blob|seed_hash)"',
    String.raw`mining\.(?:subscribe|authorize|submit|notify|set_difficulty)`,
    'eth_submit(?:Login|Work|Hashrate)',
    '--(?:donate-level|algo|coin|randomx-|cpu-max-threads-hint|cpu-priority|nicehash|rig-id|huge-pages|max-cpu-usage|background|user=|pass=|url=)',
    String.raw`\b(?:randomx|RandomX|cryptonight|CryptoNight|kawpow|ethash|etchash|ghostrider|argon2/chukwa|rx/0|cn/r|autolykos|progpow|equihash)\b`,
    String.raw`\b(?:xmrig|XMRig|minerd|cpuminer|xmr-stak|t-rex|lolMiner|nbminer|teamredminer|srbminer|SRBMiner|cgminer|bfgminer|ethminer)\b`,
    String.raw`(?:moneroocean|supportxmr|nanopool|minexmr|hashvault|2miners|f2pool|unmineable|nicehash|c3pool|herominers|dwarfpool|antpool|viabtc|xmrpool|monero\.)`,
    '(?<![A-Za-z0-9+/=])[48][1-9A-HJ-NP-Za-km-z]{94}(?![A-Za-z0-9])',
    '(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![0-9a-fA-F])',
    String.raw`\/proc\/self\/fd|ld\.so\.preload|nr_hugepages|\/dev\/cpu\/|allow_writes|authorized_keys`,
    String.raw`\/etc\/cron|crontab -|chattr [+-]|\.onion\b|pastebin|\/dev\/tcp\/`,
    String.raw`UPX!|http:\/\/upx\.sf\.net`,
  ].join('|'),
)

const printable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 9

/** Distinct ASCII strings of interest (6 characters or more) in order of appearance; each is at most `length` characters around its hit. */
export function interestingStrings(bytes: Uint8Array, limits: StringLimits = {}, into: Set<string> = new Set()): readonly string[] {
  const { count = 200, length = 300 } = limits
  const text = oneCharacterEach.decode(bytes)
  for (let at = 0; at < bytes.length && into.size < count; ) {
    while (at < bytes.length && !printable(bytes[at]!)) at++
    let end = at
    while (end < bytes.length && end - at < longestRun && printable(bytes[end]!)) end++
    if (end - at >= shortest) {
      const run = text.slice(at, end)
      const hit = interesting.exec(run)
      if (hit !== null) into.add(hit.index + hit[0].length <= length ? run.slice(0, length) : run.slice(hit.index, hit.index + length))
    }
    at = end === at ? end + 1 : end
  }
  return [...into]
}

/** windows-1252: positions in the text are positions in the bytes, and printable ASCII is itself. */
const oneCharacterEach = new TextDecoder('latin1')

const shortest = 6
const longestRun = 4096
