// Bytes to text and back without loss: bytes that are no UTF-8 become lone low surrogates U+DC80–DCFF (as Python's surrogateescape does).

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

function sequenceLength(bytes: Uint8Array, i: number): number {
  const b = bytes[i]!
  const n = b < 0x80 ? 1 : b >= 0xc2 && b < 0xe0 ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0
  if (n <= 1) return n
  if (i + n > bytes.length) return 0
  const second = bytes[i + 1]!
  const low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
  const high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return 0
  for (let k = 2; k < n; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return 0
  return n
}

/** Text of any bytes; `bytesOf(textOf(b))` gives `b` again. */
export function textOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    let out = ''
    for (let i = 0; i < bytes.length; ) {
      const start = i
      while (i < bytes.length) {
        const n = sequenceLength(bytes, i)
        if (n === 0) break
        i += n
      }
      if (i > start) out += strict.decode(bytes.subarray(start, i))
      for (; i < bytes.length && sequenceLength(bytes, i) === 0; i++) out += String.fromCharCode(0xdc00 + bytes[i]!)
    }
    return out
  }
}

/** Bytes of a text made by `textOf`, or of any ordinary string. */
export function bytesOf(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text)
  const parts: Uint8Array[] = []
  for (const piece of text.split(/((?<![\ud800-\udbff])[\udc80-\udcff])/)) {
    const code = piece.length === 1 ? piece.charCodeAt(0) : 0
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Uint8Array.of(code - 0xdc00) : encoder.encode(piece))
  }
  return concat(parts)
}

/** Writes the bytes of a text to the start of `into`; their number, or undefined when they do not fit. */
export function writeBytes(text: string, into: Uint8Array): number | undefined {
  if (!/[\udc80-\udcff]/.test(text)) {
    const { read, written } = encoder.encodeInto(text, into)
    return read === text.length ? written : undefined
  }
  const bytes = bytesOf(text)
  if (bytes.length > into.length) return undefined
  into.set(bytes)
  return bytes.length
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
