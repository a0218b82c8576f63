// Keys for counting by pairs of machines without text.

/** 48 bits: both addresses mixed, and the port. Two pairs share one so seldom that a count may bear it. */
export function pairKey(client: number, server: number, port: number): number {
  const mixed = Math.imul(client ^ Math.imul(server, 0x9e37_79b1), 0x85eb_ca6b)
  return ((mixed ^ (mixed >>> 15)) >>> 0) * 65_536 + port
}
