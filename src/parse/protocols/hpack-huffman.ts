// The Huffman code of HPACK (RFC 7541 §5.2, appendix B), kept as the lengths of its codes: it is canonical, so the codes follow from them.

/** Bits of the code of each byte, and of the end mark, one character each in base 36: "5" is five, "s" is 28. */
const lengths =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca' +
  'd67777777777777777777777878djde6f56565666577666567655677777fbeds' +
  'kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn' +
  'qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq' +
  'u'
const mark = 256

/** Two places for each inner node, by the next bit: the next node, or -1 - symbol. */
const tree = treeOf(Array.from(lengths, digit => Number.parseInt(digit, 36)))

/** The bytes that are meant; undefined when it is no such code, or they are more than `longest`. */
export function huffmanBytes(bytes: Uint8Array, start: number, end: number, longest: number): Uint8Array | undefined {
  // No code is shorter than five bits.
  const out = new Uint8Array(Math.min(longest, Math.ceil(((end - start) * 8) / 5)))
  let length = 0
  let node = 0
  /** Bits since the last symbol, and whether all of them were ones: such may fill the last byte. */
  let depth = 0
  let isFiller = true
  for (let at = start; at < end; at++)
    for (let shift = 7; shift >= 0; shift--) {
      const bit = (bytes[at]! >> shift) & 1
      const next = tree[2 * node + bit]!
      if (next >= 0) {
        node = next
        depth++
        isFiller &&= bit === 1
        continue
      }
      if (next === -1 - mark || length === out.length) return undefined
      out[length++] = -1 - next
      node = 0
      depth = 0
      isFiller = true
    }
  return depth > 7 || !isFiller ? undefined : out.subarray(0, length)
}

/** Codes of one length are consecutive in the order of their symbols, those of a longer length go on where they end. */
function treeOf(bits: readonly number[]): Int16Array {
  const nodes = new Int16Array(2 * bits.length)
  let inner = 1
  let code = 0
  for (let length = 1; length <= 30; length++) {
    code *= 2
    for (const [symbol, own] of bits.entries()) {
      if (own !== length) continue
      let node = 0
      for (let shift = length - 1; shift > 0; shift--) {
        const place = 2 * node + ((code >>> shift) & 1)
        if (nodes[place] === 0) nodes[place] = inner++
        node = nodes[place]!
      }
      nodes[2 * node + (code & 1)] = -1 - symbol
      code++
    }
  }
  return nodes
}
