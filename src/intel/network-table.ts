// IP networks by prefix length, looked up longest first: for IPv4 and IPv6 alike, as text of bits.

/** An address as a string of 32 or 128 binary digits; undefined when it is none. */
export function addressBits(address: string): string | undefined {
  if (address.includes(':')) return ipv6Bits(address)
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number)
  if (parts === undefined || parts.some(part => part > 255)) return undefined
  return parts.map(part => part.toString(2).padStart(8, '0')).join('')
}

function ipv6Bits(given: string): string | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(given)
  const tailBits = tail === null ? undefined : addressBits(tail[2]!)
  if (tail !== null && tailBits === undefined) return undefined
  if (/^::ffff:$/i.test(tail?.[1] ?? '')) return tailBits
  const hex = (bits: string): string => Number.parseInt(bits, 2).toString(16)
  const address = tail === null || tailBits === undefined ? given : `${tail[1]}${hex(tailBits.slice(0, 16))}:${hex(tailBits.slice(16))}`
  const halves = address.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map(half => (half === '' ? [] : half.split(':')))
  const missing = 8 - groups.reduce((sum, group) => sum + group.length, 0)
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const all = [...groups[0]!, ...Array.from({ length: missing }, () => '0'), ...(groups[1] ?? [])]
  if (!all.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return all.map(group => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
}

export class NetworkTable<T> {
  readonly #byPrefix = new Map<string, T>()
  readonly #lengths = new Set<number>()

  add(address: string, bits: number, value: T): boolean {
    const text = addressBits(address)
    if (text === undefined || bits > text.length) return false
    this.#lengths.add(bits)
    this.#byPrefix.set(`${text.length}/${text.slice(0, bits)}`, value)
    return true
  }

  find(address: string): T | undefined {
    if (this.#lengths.size === 0) return undefined
    const text = addressBits(address)
    if (text === undefined) return undefined
    for (const bits of [...this.#lengths].sort((a, b) => b - a)) {
      const found = this.#byPrefix.get(`${text.length}/${text.slice(0, bits)}`)
      if (found !== undefined) return found
    }
    return undefined
  }
}
