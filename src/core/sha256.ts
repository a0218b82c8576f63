// SHA-256 (FIPS 180-4) of small texts without node:, for digests in plans made by pure code.

const primes: readonly number[] = Array.from({ length: 312 }, (_, n) => n).filter(
  n => n > 1 && !Array.from({ length: Math.floor(Math.sqrt(n)) + 1 }, (_, d) => d).some(d => d > 1 && d < n && n % d === 0),
)
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0
const constants = primes.slice(0, 64).map(p => fraction(Math.cbrt(p)))
const start = primes.slice(0, 8).map(p => fraction(Math.sqrt(p)))
const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

/** Lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  const length = (((bytes.length + 8) >> 6) + 1) << 6
  const padded = new Uint8Array(length)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(length - 4, bytes.length << 3)
  let state: readonly number[] = start
  for (let at = 0; at < length; at += 64) state = block(state, view, at)
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

function block(state: readonly number[], view: DataView, at: number): readonly number[] {
  const w = Array.from({ length: 16 }, (_, i) => view.getInt32(at + i * 4))
  for (let i = 16; i < 64; i++) {
    const early = w[i - 15]!
    const late = w[i - 2]!
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]!) | 0)
}
