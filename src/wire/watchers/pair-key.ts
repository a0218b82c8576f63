// Keys for counting by pairs of machines without text.

/** Differs in every run, so that nobody can choose addresses that take another pair's place. */
const ownSeed = (Math.random() * 2 ** 32) | 0

/** 48 bits: both addresses mixed, and the port. Two pairs share one so seldom that a count may bear it. */
export function pairKey(client: number, server: number, port: number, seed: number = ownSeed): number {
  const one = Math.imul(client ^ seed, 0x9e37_79b1)
  const both = Math.imul(one ^ (one >>> 15) ^ server, 0x85eb_ca6b)
  return ((both ^ (both >>> 13)) >>> 0) * 65_536 + port
}
