// Addresses and networks spelt one way, so that two of them are the same when their texts are.
import { addressRange, prefixLength } from '../core/address.ts'
import { ipv6Text } from './proc/net-address.ts'

/** The network with so many bits in front that an address lies in: "192.0.2.0/24", "2001:db8::/64"; as it is given without `bits`. undefined when it is neither. */
export function networkText(text: string, bits = prefixLength(text)): string | undefined {
  const range = addressRange(`${text.replace(/\/.*$/, '')}/${bits}`)
  if (range === undefined || bits === undefined) return undefined
  const first = range.first.length === 4 ? range.first.join('.') : ipv6Text([...range.first])
  return bits === range.first.length * 8 ? first : `${first}/${bits}`
}
