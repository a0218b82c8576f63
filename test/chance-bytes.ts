// Bytes without a pattern that are the same each time: a linear congruential generator.

export function chanceBytes(length: number, factor: number): Uint8Array<ArrayBuffer> {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, factor) + 12_345) >>> 0
    return state >>> 16
  })
}
