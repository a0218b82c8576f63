// ssdeep, a digest by pieces whose ends depend on what stands there (Kornblum, Digital Investigation 3S, 2006): files that share parts share pieces of it.
// https://ssdeep-project.github.io/ssdeep/

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const leastBlock = 3
const longest = 64
const window = 7
const seed = 0x2802_1967
const prime = 0x0100_0193

/** "96:…:…"; '' for no data. Each try halves the size of blocks, so that all tries together are few. */
export function ssdeep(data: Uint8Array): string {
  if (data.length === 0) return ''
  let power = 0
  while (leastBlock * 2 ** power * longest < data.length) power++
  for (;;) {
    const { whole, first, second } = signatures(data, power)
    if (power === 0 || whole >= longest / 2) return `${leastBlock * 2 ** power}:${first}:${second}`
    power--
  }
}

/** Of blocks of 3 · 2^power, and of their double. */
function signatures(data: Uint8Array, power: number): { readonly whole: number; readonly first: string; readonly second: string } {
  const mask = (1 << power) - 1
  const recent = new Uint8Array(window)
  const one = new Signature(longest)
  const two = new Signature(longest / 2)
  let [sum, weighted, shifted, roll, place] = [0, 0, 0, 0, 0]
  let hash1 = seed | 0
  let hash2 = seed | 0
  for (let i = 0; i < data.length; i++) {
    const byte = data[i]!
    hash1 = Math.imul(hash1, prime) ^ byte
    hash2 = Math.imul(hash2, prime) ^ byte
    weighted = (weighted - sum + window * byte) | 0
    sum = sum + byte - recent[place]!
    recent[place] = byte
    place = place === window - 1 ? 0 : place + 1
    shifted = (shifted << 5) ^ byte
    roll = (sum + weighted + shifted) | 0
    // The remainder by the block is its greatest: as the block is 3 · 2^n, the bits tell first.
    const next = (roll + 1) | 0
    if ((next & mask) !== 0 || next === 0 || (next >>> 0) % leastBlock !== 0) continue
    if (one.cut(hash1)) hash1 = seed
    if ((next & (2 * mask + 1)) === 0 && two.cut(hash2)) hash2 = seed
  }
  return { whole: one.text.length, first: one.end(roll, hash1), second: two.end(roll, hash2) }
}

class Signature {
  text = ''
  private last = ''
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** A piece ends, and a new one begins: true. When there is no more room the last one goes on. */
  cut(hash: number): boolean {
    const letter = alphabet[hash & 63]!
    const hasRoom = this.text.length < this.most - 1
    if (hasRoom) this.text += letter
    else this.last = letter
    return hasRoom
  }

  end(roll: number, hash: number): string {
    return this.text + (roll === 0 ? this.last : alphabet[hash & 63]!)
  }
}
