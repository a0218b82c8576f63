// Public resolvers that are asked over HTTPS or TLS: who uses them hides the names he asks for from his own network. Nothing bad in itself.
import { wordStarts } from './word-starts.ts'

export const resolverStarts = wordStarts('dn do on')

const resolver =
  /(?:^|\.)(?:dns\.google|cloudflare-dns\.com|one\.one\.one\.one|quad9\.net|opendns\.com|adguard(?:-dns)?\.com|nextdns\.io|cleanbrowsing\.org|alidns\.com|doh\.pub|dot\.pub|doh\.360\.cn|mullvad\.net|controld\.com|dns\.sb|libredns\.gr)$/

/** `name` in lower case. */
export function isOpenResolver(name: string): boolean {
  return resolver.test(name) && /dns|doh|dot|one|quad9/.test(name)
}
