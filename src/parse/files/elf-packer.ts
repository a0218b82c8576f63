// Marks of packed executables: UPX as it is, UPX with its marks rubbed out, and section-less files full of noise.
import type { ElfShape, Segment } from './elf-fields.ts'

/** Bits per byte (0–8) of a sample: machine code stays below 6.8, compressed or encrypted bytes are above 7.2 in 4 KiB. */
const noisy = 7.2

/**
 * "UPX", "UPX (altered)", "no sections, high entropy"; undefined for an ordinary file. UPX writes "UPX!" right behind the program headers
 * (l_info) and in its pack header at the end; the same word elsewhere only means that a program knows of UPX.
 */
export function packerOf(shape: ElfShape, segments: readonly Segment[], sections: number, dynamic: boolean): string | undefined {
  const head = shape.read(0, 4096)
  const tail = shape.read(Math.max(0, shape.size - 4096), 4096)
  if (contains(head.subarray(0, 512), 'UPX!') || contains(tail.subarray(-64), 'UPX!')) return 'UPX'
  const loaded = segments.filter(s => s.type === 1)
  if (sections > 0 || dynamic || loaded.length === 0 || shape.size < 8192) return undefined
  const middle = shape.read(Math.floor(shape.size / 2) - 2048, 4096)
  if (entropyOf(middle) < noisy) return undefined
  const stub = [head, tail].some(part => contains(part, 'PROT_EXEC|PROT_WRITE failed') || contains(part, '$Info: This file is packed'))
  const unpacksInto = loaded.some(s => s.memorySize > s.fileSize * 2 && s.memorySize > shape.size)
  return stub || unpacksInto ? 'UPX (altered)' : 'no sections, high entropy'
}

/** Shannon entropy in bits per byte. */
export function entropyOf(bytes: Uint8Array): number {
  if (bytes.length === 0) return 0
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte]!++
  return counts.reduce((sum, n) => (n === 0 ? sum : sum - (n / bytes.length) * Math.log2(n / bytes.length)), 0)
}

function contains(bytes: Uint8Array, word: string): boolean {
  const first = word.charCodeAt(0)
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let i = 1
    while (i < word.length && bytes[at + i] === word.charCodeAt(i)) i++
    if (i === word.length) return true
  }
  return false
}
