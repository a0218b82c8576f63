// resolv.conf(5): name servers and search domains.
import { linesOf } from '../lines.ts'

export interface ResolvConf {
  readonly nameservers: readonly string[]
  /** The last search or domain line counts, as the resolver has it. */
  readonly search: readonly string[]
}

export function parseResolvConf(bytes: Uint8Array): ResolvConf {
  const nameservers: string[] = []
  let search: readonly string[] = []
  for (const { text } of linesOf(bytes)) {
    const [keyword, ...words] = text.split(/\s+/)
    const comment = words.findIndex(word => /^[#;]/.test(word))
    const values = (comment < 0 ? words : words.slice(0, comment)).filter(word => word !== '')
    if (keyword === 'nameserver' && values[0] !== undefined) nameservers.push(values[0])
    else if (keyword === 'search' || keyword === 'domain') search = values
  }
  return { nameservers, search }
}
