// TLSH, a digest that is similar for similar files (version T1: 128 buckets, a checksum of one byte), by Trend Micro's description.
// https://github.com/trendmicro/tlsh

/** Pearson's permutation, as the reference has it. */
const permutation = Uint8Array.from(
  (
    '0157310cb0b266a679c10654f9e62ca30ec5d5b5a155da5040ef18e2ec8e26c86eb168678dfdff324d6551122d601fde196bbe4656edf02248f214d6f4e395eb' +
    '61ea39163cfa52afd0057fc76f3e87f8aea9d33a429a6ac3f5ab11bbb6b300f38438944b80859e64827e5b0d99f6d8db7744df4e5358c9637a0b5c208872340a' +
    '8a1e30b79c233d1a8f4afb5e81a23f98aa0773a7f1ce0396373b97dc5a3517837dad0fee4f5f59106989e1e0d9a0257b7649029d2e74099186e4cfd4cad745e5' +
    '1bbc437ca8fc2a041d6c15f713cd27cbe928ba93c6c09b21a4bf62cca5b4754c8c24d2ac29369f08b9e871c4e72f927833411c90fedd5dbdc28b702b476db8d1'
  ).match(/../g) ?? [],
  pair => Number.parseInt(pair, 16),
)
const buckets = 128
/** Fewer bytes have none. */
const least = 50

/** "T1" and 70 hexadecimal digits; '' when the data is too short or too monotonous to have one. Linear in its length. */
export function tlsh(data: Uint8Array): string {
  if (data.length < least) return ''
  const counts = new Uint32Array(256)
  const v = permutation
  // The first step of each bucket's hash is the same throughout.
  const [s2, s3, s5, s7, s11, s13] = [v[2]!, v[3]!, v[5]!, v[7]!, v[11]!, v[13]!]
  let checksum = 0
  for (let i = 4; i < data.length; i++) {
    const a = data[i]!
    const b = data[i - 1]!
    const c = data[i - 2]!
    const d = data[i - 3]!
    const e = data[i - 4]!
    checksum = v[v[v[v[0]! ^ a]! ^ b]! ^ checksum]!
    const ab2 = v[v[s2 ^ a]! ^ b]!
    const ab3 = v[v[s3 ^ a]! ^ b]!
    const ac5 = v[v[s5 ^ a]! ^ c]!
    counts[v[ab2 ^ c]!]!++
    counts[v[ab3 ^ d]!]!++
    counts[v[ac5 ^ d]!]!++
    counts[v[v[v[s7 ^ a]! ^ c]! ^ e]!]!++
    counts[v[v[v[s11 ^ a]! ^ b]! ^ e]!]!++
    counts[v[v[v[s13 ^ a]! ^ d]! ^ e]!]!++
  }
  const used = counts.subarray(0, buckets)
  if (used.filter(count => count > 0).length <= buckets / 2) return ''
  const sorted = used.toSorted()
  const quartile = (part: number): number => sorted[(buckets / 4) * part - 1]!
  const [q1, q2, q3] = [quartile(1), quartile(2), quartile(3)]
  const code = Array.from({ length: buckets / 4 }, (_, i) =>
    [0, 1, 2, 3].reduce((byte, j) => {
      const count = used[4 * i + j]!
      return byte | ((count > q3 ? 3 : count > q2 ? 2 : count > q1 ? 1 : 0) << (2 * j))
    }, 0),
  )
  const ratio = (q: number): number => Math.floor(Math.fround(Math.fround(q * 100) / Math.fround(q3))) % 16
  const front = [swapped(checksum), swapped(logLength(data.length)), (ratio(q1) << 4) | ratio(q2)]
  return `T1${[...front, ...code.reverse()].map(byte => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase()
}

function swapped(byte: number): number {
  return ((byte & 15) << 4) | (byte >> 4)
}

/** The length on a scale of logarithms that is finer for longer data. */
function logLength(length: number): number {
  const log = Math.log(Math.fround(length))
  if (length <= 656) return Math.floor(log / Math.log(1.5)) & 255
  return Math.floor(length <= 3199 ? log / Math.log(1.3) - 8.72777 : log / Math.log(1.1) - 62.5472) & 255
}
