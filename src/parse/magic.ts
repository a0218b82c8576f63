// What kind of file its first bytes say it is.
import { textOf } from '../core/bytes.ts'

export type Magic = 'elf' | 'script' | 'text' | 'archive' | 'key' | 'binary' | 'empty'

/** First bytes of archives and compressed files: gzip, bzip2, xz, zstd, zip, 7z, rar, lz4, ar, rpm, cpio. */
const archives: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x50, 0x4b, 0x03, 0x04],
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  [0x04, 0x22, 0x4d, 0x18],
  [0x21, 0x3c, 0x61, 0x72, 0x63, 0x68, 0x3e, 0x0a],
  [0xed, 0xab, 0xee, 0xdb],
  [0x30, 0x37, 0x30, 0x37, 0x30, 0x31],
]

const privateKey = /^-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/
const publicKey = /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh|ecdsa)-[a-z0-9@.-]+) AAAA/

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/** The kind by the first bytes (4 KiB are enough). A text holds no NUL and at most one control or non-UTF-8 byte in fifty. */
export function magicOf(head: Uint8Array): Magic {
  if (head.length === 0) return 'empty'
  if (startsWith(head, [0x7f, 0x45, 0x4c, 0x46])) return 'elf'
  if (archives.some(mark => startsWith(head, mark)) || isTar(head)) return 'archive'
  const sample = head.subarray(0, 4096)
  if (startsWith(head, [0x23, 0x21])) return 'script'
  if (!isText(sample)) return 'binary'
  const text = textOf(sample.subarray(0, 200)).trimStart()
  return privateKey.test(text) || publicKey.test(text) ? 'key' : 'text'
}

function isTar(head: Uint8Array): boolean {
  return head.length >= 262 && startsWith(head.subarray(257), [0x75, 0x73, 0x74, 0x61, 0x72])
}

function isText(sample: Uint8Array): boolean {
  let odd = 0
  for (const byte of sample) {
    if (byte === 0) return false
    if (byte < 32 && !(byte >= 7 && byte <= 13) && byte !== 27) odd++
  }
  for (const char of textOf(sample.subarray(0, Math.max(1, sample.length - 3)))) if (char >= '\udc80' && char <= '\udcff') odd++
  return odd * 50 <= sample.length
}
