// What the host of a download URL says: a bare public address, a paste site, an onion service, or nothing in particular.

export type UrlKind = 'bare-ip' | 'paste-site' | 'onion' | 'odd-host'

export interface DownloadUrl {
  readonly text: string
  readonly host: string
  readonly kind?: UrlKind | undefined
}

const url = /(?:https?|ftp|tftp):\/\/[^\s"'`<>\\|;&(){}\0]{3,600}/gi

/** Sites where anybody may leave a text or file without a name. */
const pasteSites =
  /(?:^|\.)(?:pastebin\.com|paste\.ee|pastie\.org|hastebin\.com|termbin\.com|ix\.io|sprunge\.us|dpaste\.(?:com|org)|ghostbin\.\w+|paste\.rs|controlc\.com|rentry\.(?:co|org)|0x0\.st|transfer\.sh|temp\.sh|file\.io|anonfiles?\.\w+|bashupload\.com|oshi\.at|catbox\.moe|litterbox\.catbox\.moe|gofile\.io|pixeldrain\.com|justpaste\.it|textbin\.net|toptal\.com)$/

/** Dynamic names, tunnels and gateways to Tor that anyone has in a minute. */
const oddHosts =
  /(?:^|\.)(?:duckdns\.org|no-ip\.\w+|ddns\.net|anondns\.net|ngrok(?:-free)?\.\w+|trycloudflare\.com|serveo\.net|loca\.lt|localhost\.run|000webhostapp\.com|dyndns\.\w+|zapto\.org|hopto\.org|sytes\.net|ignorelist\.com|mooo\.com)$/
const torGateways = /(?:\.onion$|\.onion\.\w+$|(?:^|\.)(?:tor2web|d2web|onion)\.\w{2,5}$)/

export function findDownloadUrls(text: string): DownloadUrl[] {
  return [...text.matchAll(url)].slice(0, 200).map(match => {
    const host = hostOf(match[0])
    return { text: match[0], host, kind: kindOfHost(host) }
  })
}

function hostOf(text: string): string {
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? ''
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase()
}

export function kindOfHost(host: string): UrlKind | undefined {
  if (torGateways.test(host)) return 'onion'
  if (pasteSites.test(host)) return 'paste-site'
  if (oddHosts.test(host)) return 'odd-host'
  return isPublicAddress(host) ? 'bare-ip' : undefined
}

/** A literal IPv4 address (dotted, or one decimal or hex number) outside the private, loopback, link-local and carrier ranges. */
export function isPublicAddress(host: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)?.slice(1).map(Number)
  if (parts === undefined) return /^(?:0x[0-9a-f]{8}|[1-4]\d{9})$/.test(host)
  const [a = 0, b = 0] = parts
  if (parts.some(part => part > 255) || a === 0 || a === 10 || a === 127 || a >= 224) return false
  return !((a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254) || (a === 100 && b >= 64 && b < 128))
}
