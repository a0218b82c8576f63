// LZF (liblzf, as Redis uses it): literal runs and references back into what was already written.

export interface Expanded {
  readonly bytes: Uint8Array
  /** For each byte its place in the compressed input when it stood there literally, else -1. */
  readonly origins: Int32Array
}

/** Exactly `length` bytes; undefined when the input is no LZF of that length. */
export function lzfExpand(input: Uint8Array, length: number): Expanded | undefined {
  const bytes = new Uint8Array(length)
  const origins = new Int32Array(length).fill(-1)
  let out = 0
  for (let at = 0; at < input.length; ) {
    const control = input[at++]!
    if (control < 32) {
      const run = control + 1
      if (at + run > input.length || out + run > length) return undefined
      for (let i = 0; i < run; i++) {
        origins[out] = at
        bytes[out++] = input[at++]!
      }
      continue
    }
    let run = control >> 5
    if (run === 7) run += input[at++] ?? 0
    const from = out - ((control & 31) << 8) - (input[at++] ?? 0) - 1
    if (at > input.length || from < 0 || out + run + 2 > length) return undefined
    for (let i = 0; i < run + 2; i++) bytes[out++] = bytes[from + i]!
  }
  return out === length ? { bytes, origins } : undefined
}
