// The kernel's octal escapes (mangle_path): "\040" for a blank, "\011", "\012", "\134", "\043" and any other byte.
import { bytesOf, textOf } from '../../core/bytes.ts'

const escapes = /\\([0-3][0-7]{2})/

/** The text with its escapes resolved; bytes of a multi-byte character may be escaped one by one. */
export function unescapeOctal(text: string): string {
  if (!escapes.test(text)) return text
  const bytes = bytesOf(text)
  const out: number[] = []
  for (let i = 0; i < bytes.length; i++) {
    const digits = bytes[i] === 0x5c ? String.fromCharCode(...bytes.subarray(i + 1, i + 4)) : ''
    if (/^[0-3][0-7]{2}$/.test(digits)) {
      out.push(Number.parseInt(digits, 8))
      i += 3
    } else out.push(bytes[i]!)
  }
  return textOf(Uint8Array.from(out))
}
