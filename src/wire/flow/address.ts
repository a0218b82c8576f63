// Addresses of the flow table as text.
import { ipv6Text } from '../../parse/proc/net-address.ts'

/** One word of an IPv4 address, or the four of an IPv6 address. */
export function addressText(words: readonly number[]): string {
  const [word = 0] = words
  if (words.length === 1) return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`
  return ipv6Text(words.flatMap(w => [w >>> 24, (w >>> 16) & 255, (w >>> 8) & 255, w & 255]))
}
