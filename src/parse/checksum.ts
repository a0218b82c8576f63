// Checksums as package databases record them, told apart by their length.
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 as hashOf, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const byLength: Readonly<Record<number, (bytes: Uint8Array) => Uint8Array>> = { 32: md5, 40: sha1, 64: hashOf, 128: sha512 }

/** Whether the bytes have this checksum (hex; MD5, SHA-1, SHA-256 or SHA-512); false for a text that is none. */
export function hasChecksum(bytes: Uint8Array, checksum: string): boolean {
  const hash = /^[0-9a-f]+$/i.test(checksum) ? byLength[checksum.length] : undefined
  return hash !== undefined && bytesToHex(hash(bytes)) === checksum.toLowerCase()
}

/** SHA-256 as lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return bytesToHex(hashOf(bytes))
}
