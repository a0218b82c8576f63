// The hash that a systemd journal keeps of each text: SipHash-2-4 under the id of the file, before version 246 Jenkins' lookup3.
//
// A text that was changed in place no longer has it. 64-bit words are pairs of 32-bit halves, low first.

/** Words of a SipHash state: v0 low, v0 high, v1 low, … */
const state = new Int32Array(8)

function round(): void {
  let a = state[0]!
  let A = state[1]!
  let b = state[2]!
  let B = state[3]!
  let c = state[4]!
  let C = state[5]!
  let d = state[6]!
  let D = state[7]!
  let low = (a >>> 0) + (b >>> 0)
  A = (A + B + (low > 0xffffffff ? 1 : 0)) | 0
  a = low | 0
  let t = ((b << 13) | (B >>> 19)) ^ a
  B = ((B << 13) | (b >>> 19)) ^ A
  b = t
  t = a
  a = A
  A = t
  low = (c >>> 0) + (d >>> 0)
  C = (C + D + (low > 0xffffffff ? 1 : 0)) | 0
  c = low | 0
  t = ((d << 16) | (D >>> 16)) ^ c
  D = ((D << 16) | (d >>> 16)) ^ C
  d = t
  low = (a >>> 0) + (d >>> 0)
  A = (A + D + (low > 0xffffffff ? 1 : 0)) | 0
  a = low | 0
  t = ((d << 21) | (D >>> 11)) ^ a
  D = ((D << 21) | (d >>> 11)) ^ A
  d = t
  low = (c >>> 0) + (b >>> 0)
  C = (C + B + (low > 0xffffffff ? 1 : 0)) | 0
  c = low | 0
  t = ((b << 17) | (B >>> 15)) ^ c
  B = ((B << 17) | (b >>> 15)) ^ C
  b = t
  t = c
  c = C
  C = t
  state[0] = a
  state[1] = A
  state[2] = b
  state[3] = B
  state[4] = c
  state[5] = C
  state[6] = d
  state[7] = D
}

/** Both halves of SipHash-2-4; `key` has 16 bytes. */
export function sipHash(bytes: Uint8Array, key: Uint8Array): readonly [low: number, high: number] {
  const keys = new DataView(key.buffer, key.byteOffset, 16)
  const [k0, K0, k1, K1] = [0, 4, 8, 12].map(at => keys.getInt32(at, true)) as [number, number, number, number]
  const begin = [0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462]
  for (const [i, word] of [k0, K0, k1, K1, k0, K0, k1, K1].entries()) state[i] = begin[i]! ^ word
  const absorb = (low: number, high: number): void => {
    state[6]! ^= low
    state[7]! ^= high
    round()
    round()
    state[0]! ^= low
    state[1]! ^= high
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const whole = bytes.length & ~7
  for (let at = 0; at < whole; at += 8) absorb(view.getInt32(at, true), view.getInt32(at + 4, true))
  const rest = [0, bytes.length << 24]
  for (let at = whole; at < bytes.length; at++) rest[at & 4 ? 1 : 0]! |= bytes[at]! << (8 * (at & 3))
  absorb(rest[0]!, rest[1]!)
  state[4]! ^= 0xff
  for (let i = 0; i < 4; i++) round()
  return [(state[0]! ^ state[2]! ^ state[4]! ^ state[6]!) >>> 0, (state[1]! ^ state[3]! ^ state[5]! ^ state[7]!) >>> 0]
}

/** Both halves of the hash that hashlittle2 gives of Bob Jenkins' lookup3.c (public domain), as the journal puts them together. */
export function jenkinsHash(bytes: Uint8Array): readonly [low: number, high: number] {
  const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by))
  let a = (0xdeadbeef + bytes.length) | 0
  let b = a
  let c = a
  let at = 0
  const word = (from: number): number =>
    (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8) | ((bytes[from + 2] ?? 0) << 16) | ((bytes[from + 3] ?? 0) << 24)
  for (; bytes.length - at > 12; at += 12) {
    a = (a + word(at)) | 0
    b = (b + word(at + 4)) | 0
    c = (c + word(at + 8)) | 0
    a = (a - c) ^ rotated(c, 4)
    c = (c + b) | 0
    b = (b - a) ^ rotated(a, 6)
    a = (a + c) | 0
    c = (c - b) ^ rotated(b, 8)
    b = (b + a) | 0
    a = (a - c) ^ rotated(c, 16)
    c = (c + b) | 0
    b = (b - a) ^ rotated(a, 19)
    a = (a + c) | 0
    c = (c - b) ^ rotated(b, 4)
    b = (b + a) | 0
  }
  if (bytes.length > at) {
    a = (a + word(at)) | 0
    b = (b + word(at + 4)) | 0
    c = (c + word(at + 8)) | 0
    c = ((c ^ b) - rotated(b, 14)) | 0
    a = ((a ^ c) - rotated(c, 11)) | 0
    b = ((b ^ a) - rotated(a, 25)) | 0
    c = ((c ^ b) - rotated(b, 16)) | 0
    a = ((a ^ c) - rotated(c, 4)) | 0
    b = ((b ^ a) - rotated(a, 14)) | 0
    c = ((c ^ b) - rotated(b, 24)) | 0
  }
  return [b >>> 0, c >>> 0]
}
