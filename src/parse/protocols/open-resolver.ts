// Public resolvers that are asked over HTTPS or TLS: who uses them hides the names he asks for from his own network. Nothing bad in itself.

export const resolverStarts = 'dn do on'

const resolver =
  /(?:^|\.)(?:dns\.google|cloudflare-dns\.com|one\.one\.one\.one|quad9\.net|opendns\.com|adguard(?:-dns)?\.com|nextdns\.io|cleanbrowsing\.org|alidns\.com|doh\.pub|dot\.pub|doh\.360\.cn|mullvad\.net|controld\.com|dns\.sb|libredns\.gr)$/

/** `name` in lower case. */
export function isOpenResolver(name: string): boolean {
  return resolver.test(name) && /dns|doh|dot|one|quad9/.test(name)
}

/** IPv4 addresses at which the same resolvers answer over HTTPS and TLS, as numbers. From their own pages; none serves anything else. */
export const openResolverAddresses: ReadonlySet<number> = new Set(
  (
    '1.1.1.1 1.0.0.1 1.1.1.2 1.0.0.2 1.1.1.3 1.0.0.3 8.8.8.8 8.8.4.4 9.9.9.9 149.112.112.112 9.9.9.10 149.112.112.10 9.9.9.11 149.112.112.11 ' +
    '208.67.222.222 208.67.220.220 94.140.14.14 94.140.15.15 223.5.5.5 223.6.6.6 1.12.12.12 120.53.53.53 194.242.2.2 76.76.2.0 76.76.10.0 185.222.222.222'
  )
    .split(' ')
    .map(address => address.split('.').reduce((number, part) => number * 256 + Number(part), 0)),
)
