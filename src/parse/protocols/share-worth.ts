// How many hashes one share stands for: from targets as the dialects write them, and from difficulties by the unit of the algorithm.

const hex = /^[0-9a-f]+$/i

export function isHex(text: unknown, least: number, most = least): text is string {
  return typeof text === 'string' && text.length >= least && text.length <= most && hex.test(text)
}

/** Hex with or without 0x, of so many digits. */
export function isHash(text: unknown, digits = 64): text is string {
  return typeof text === 'string' && (text.startsWith('0x') ? isHex(text.slice(2), digits) : isHex(text, digits))
}

/** Of CryptoNote's target: 4 or 8 little-endian bytes in hex. */
export function hashesOfShortTarget(target: string): number | undefined {
  if (!isHex(target, 8) && !isHex(target, 16)) return undefined
  const bytes = target.match(/../g) ?? []
  const value = BigInt(`0x${bytes.reverse().join('')}`)
  if (value === 0n) return undefined
  return Number((bytes.length === 4 ? 0xffffffffn : 0xffffffffffffffffn) / value)
}

/** Of a target of 256 bits, most significant digit first, with or without 0x. */
export function hashesOfTarget(target: unknown): number | undefined {
  if (!isHash(target)) return undefined
  const value = BigInt(target.startsWith('0x') ? target : `0x${target}`)
  return value === 0n ? undefined : Number((1n << 256n) / value)
}

const scryptCoins = new Set(['LTC', 'DOGE'])

/**
 * Difficulty 1 is 2^32 hashes by Bitcoin's target of 1. Scrypt and GhostRider pools count in units of 2^16 (cpuminer's and XMRig's own conversion),
 * CryptoNote in hashes.
 */
export function hashesPerDifficulty(dialect: string, coin: string | undefined, algorithms: readonly string[]): number {
  if (dialect === 'cryptonote') return 1
  const isSmall =
    dialect === 'ghostrider' ||
    scryptCoins.has(coin ?? '') ||
    algorithms.some(name => /^(?:n?scrypt|yes|gr$|ghostrider|power2b|cpupower)/i.test(name))
  return isSmall ? 2 ** 16 : 2 ** 32
}
