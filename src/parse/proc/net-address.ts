// Addresses as /proc/net prints them: 32-bit words in the byte order of the machine, in hex.

/** "0100007F:1F90" is 127.0.0.1 port 8080 (little-endian machines, as all that davylamp runs on); undefined when it is none. */
export function parseHexEndpoint(text: string): { address: string; port: number } | undefined {
  const match = /^([0-9A-Fa-f]{8}|[0-9A-Fa-f]{32}):([0-9A-Fa-f]{4})$/.exec(text)
  if (match === null) return undefined
  const [, hex = '', port = ''] = match
  const bytes: number[] = []
  for (let word = 0; word < hex.length; word += 8)
    for (let at = 6; at >= 0; at -= 2) bytes.push(Number.parseInt(hex.slice(word + at, word + at + 2), 16))
  return { address: bytes.length === 4 ? bytes.join('.') : ipv6Text(bytes), port: Number.parseInt(port, 16) }
}

/** RFC 5952 text of 16 bytes; an IPv4-mapped address is given as plain IPv4, because it is one on the wire. */
export function ipv6Text(bytes: readonly number[]): string {
  if (bytes.slice(0, 10).every(b => b === 0) && bytes[10] === 0xff && bytes[11] === 0xff) return bytes.slice(12).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0))
  let best = { at: 0, length: 1 }
  for (let at = 0; at < 8; at++) {
    let length = 0
    while (at + length < 8 && groups[at + length] === 0) length++
    if (length > best.length) best = { at, length }
  }
  const text = (part: readonly number[]): string => part.map(group => group.toString(16)).join(':')
  return best.length < 2 ? text(groups) : `${text(groups.slice(0, best.at))}::${text(groups.slice(best.at + best.length))}`
}
