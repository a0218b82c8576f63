// Addresses of mining pools: URLs with a scheme that only miners use, and the host:port that follows a miner's pool option.

export interface PoolAddress {
  /** Lower case, without brackets. */
  readonly host: string
  readonly port?: number | undefined
  /** '' when none was written. */
  readonly scheme: string
  /** The scheme is one that only miners use. */
  readonly miningScheme: boolean
  /** The part before "@": a wallet or worker. */
  readonly user: string
}

export interface PoolUrl extends PoolAddress {
  /** Index into the text, in UTF-16 units. */
  readonly offset: number
  readonly text: string
}

/** Schemes of xmrig, cgminer and cpuminer, ethminer (ethproxy, stratum1/2/3), lolMiner, miniZ, bzminer. "stratum" alone and with "+…". */
const miningUrl =
  /(?<![A-Za-z0-9+.-])((?:eth|zec|zel|beam|rvn|etc|kas|erg|zil)?(?:stratum(?:s|ss|1|2|3)?|ethproxy|ethstratum|zilstratum|nicehash|proxy1)(?:\+(?:tcp|ssl|tls|tls12|http|https|ws|udp))?|daemon\+https?|(?:zec|etc|eth|kaspa|ethash|etchash|kawpow|randomx|cryptonight|autolykos2?)\+(?:tcp|ssl))s?:\/\/([^\s"'`<>\\,;|&)\0]{3,300})/gi

/** Pool URLs in the order in which they stand; at most 200. */
export function* findPoolUrls(text: string): Generator<PoolUrl> {
  let found = 0
  for (const match of text.matchAll(miningUrl)) {
    const address = poolAddress(match[0])
    if (address === undefined) continue
    yield { ...address, offset: match.index, text: match[0] }
    if (++found >= 200) return
  }
}

const schemed = /^([A-Za-z][A-Za-z0-9+.-]{0,30}):\/\//
const onlyMiners =
  /^(?:\w{0,8}stratum\w{0,3}(?:\+\w+)?|ethproxy(?:\+\w+)?|nicehash\+\w+|proxy1\+\w+|daemon\+https?|(?:zec|etc|eth|kaspa|ethash|etchash|kawpow|randomx|cryptonight|autolykos2?)\+(?:tcp|ssl|tls))$/i

/** What an option such as -o or --url was given: a URL, "host:port", "user@host:port" or "[v6]:port". Undefined when it is neither. */
export function poolAddress(value: string): PoolAddress | undefined {
  if (value.length > 400) return undefined
  const scheme = schemed.exec(value)?.[1]?.toLowerCase() ?? ''
  const rest = scheme === '' ? value : value.slice(scheme.length + 3)
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? '' : authority.slice(0, at)
  const parts = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9_.])?))(?::(\d{1,5}))?$/.exec(
    authority.slice(at + 1),
  )
  if (parts === null) return undefined
  const host = (parts[1] ?? parts[2] ?? '').toLowerCase().replace(/\.$/, '')
  const port = parts[3] === undefined ? undefined : Number(parts[3])
  if (port !== undefined && (port < 1 || port > 65535)) return undefined
  const miningScheme = onlyMiners.test(scheme)
  if (scheme === '' && port === undefined) return undefined
  if (!miningScheme && !host.includes('.') && !host.includes(':') && host !== 'localhost') return undefined
  return { host, port, scheme, miningScheme, user }
}
