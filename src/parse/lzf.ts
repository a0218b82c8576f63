// LZF (liblzf, as Redis uses it): literal runs and references back into what was already written.

/** Exactly `length` bytes; undefined when the input is no LZF of that length. */
export function lzfExpand(input: Uint8Array, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length)
  const whole = walk(input, length, (to, from, literal) => {
    bytes[to] = literal ? input[from]! : bytes[from]!
  })
  return whole ? bytes : undefined
}

/** For each byte that lzfExpand gives its place in the compressed input when it stood there literally, else -1. */
export function lzfOrigins(input: Uint8Array, length: number): Int32Array {
  const origins = new Int32Array(length).fill(-1)
  walk(input, length, (to, from, literal) => {
    if (literal) origins[to] = from
  })
  return origins
}

/** Calls `put` for each byte in order: it comes from the input when literal, else from what was written; whether the input is LZF of that length. */
function walk(input: Uint8Array, length: number, put: (to: number, from: number, literal: boolean) => void): boolean {
  let out = 0
  for (let at = 0; at < input.length; ) {
    const control = input[at++]!
    if (control < 32) {
      const run = control + 1
      if (at + run > input.length || out + run > length) return false
      for (let i = 0; i < run; i++) put(out++, at++, true)
      continue
    }
    let run = control >> 5
    if (run === 7) run += input[at++] ?? 0
    let from = out - ((control & 31) << 8) - (input[at++] ?? 0) - 1
    if (at > input.length || from < 0 || out + run + 2 > length) return false
    for (let i = 0; i < run + 2; i++) put(out++, from++, false)
  }
  return out === length
}
