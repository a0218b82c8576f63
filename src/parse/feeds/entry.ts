// One entry of an indicator list: a domain, an address, an address with its port, or a network.

export interface FeedEntry {
  /** Domain (lower case, no leading "*." or trailing dot) or address. */
  readonly host: string
  readonly port?: number | undefined
  /** Prefix length, for a network. */
  readonly bits?: number | undefined
  /** Where the list says that it has it from; '' when it does not say. */
  readonly reference: string
}

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?'
const domain = new RegExp(`^(?:${label}\\.){1,20}[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/
const ipv6 = /^(?=.*:.*:)[0-9a-f:]{2,39}$/

export function isAddress(host: string): boolean {
  return ipv4.test(host) || ipv6.test(host)
}

/** Reads one word of a list. A URL counts only when it names a bare host: with a path it may be one page of an innocent's server. */
export function feedEntry(word: string, reference = ''): FeedEntry | undefined {
  if (word.length > 300) return undefined
  let text = word.trim().toLowerCase()
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(\/.*)?$/.exec(text)
  if (url !== null) {
    if ((url[2] ?? '/') !== '/') return undefined
    text = url[1]!.slice(url[1]!.lastIndexOf('@') + 1)
  }
  const network = /^(.+)\/(\d{1,3})$/.exec(text)
  if (network !== null) {
    const bits = Number(network[2])
    const most = ipv4.test(network[1]!) ? 32 : ipv6.test(network[1]!) ? 128 : -1
    return bits >= 8 && bits <= most ? { host: network[1]!, bits, reference } : undefined
  }
  const bracketed = /^\[([0-9a-f:]+)\](?::(\d{1,5}))?$/.exec(text)
  const split = bracketed ?? (ipv6.test(text) ? null : /^([^:]+):(\d{1,5})$/.exec(text))
  const host = (split?.[1] ?? text).replace(/^(?:\*?\.)/, '').replace(/\.$/, '')
  const port = split?.[2] === undefined ? undefined : Number(split[2])
  if (port !== undefined && (port < 1 || port > 65535)) return undefined
  if (!isAddress(host) && !(domain.test(host) && host.length <= 253)) return undefined
  return port === undefined ? { host, reference } : { host, port, reference }
}
