// Room for the beginnings of messages, given out again and again: one made anew for each conversation costs more than all that is done with it.

/** Powers of two: the smallest and the largest that are kept for others. */
const smallest = 8
const largest = 17
const mostSpare = 16 << 20
const spares: readonly Uint8Array[][] = Array.from({ length: largest + 1 }, () => [])
let spare = 0

/** At least so many bytes; what stands in them is of no meaning. */
export function room(least: number): Uint8Array {
  const power = Math.max(smallest, 32 - Math.clz32(least - 1))
  const used = power > largest ? undefined : spares[power]!.pop()
  if (used === undefined) return new Uint8Array(power > largest ? least : 1 << power)
  spare -= used.length
  return used
}

/** Nobody may look into it any more. */
export function giveBack(used: Uint8Array): void {
  const power = 31 - Math.clz32(used.length)
  if (used.length !== 1 << power || power < smallest || power > largest || spare + used.length > mostSpare) return
  spare += used.length
  spares[power]!.push(used)
}

/** Larger room with the same beginning; the old one is given back. */
export function widened(old: Uint8Array, filled: number, least: number): Uint8Array {
  const wider = room(least)
  if (filled > 0) wider.set(old.subarray(0, filled))
  giveBack(old)
  return wider
}
