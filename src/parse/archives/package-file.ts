// One file out of a package as a package manager keeps it in its cache: .deb (deb(5)), .rpm (rpm file format v4), .apk of Alpine.
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { parseRpmHeader } from '../files/rpm.ts'
import { arMembers, isAr } from './ar.ts'
import { cpioEntries } from './cpio.ts'
import { fileAmong, type PackedFile } from './packed-file.ts'
import { tarEntries } from './tar.ts'
import { isXz, unpackXz } from './xz.ts'

/** Programs and libraries come in packages far smaller than this once unpacked. */
const mostUnpacked = 256 << 20
const rpmLead = 96

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte)

/** The regular file that the package would put to this path; undefined when it has none there, or cannot be unpacked. */
export function fileInPackage(bytes: Uint8Array, path: string): PackedFile | undefined {
  const paths = [path, otherName(path)]
  if (isAr(bytes)) {
    const data = [...arMembers(bytes)].find(m => /^data\.tar(?:\.|$)/.test(m.name))
    const tree = data && unpacked(data.content)
    return tree && fileAmong(tarEntries(tree), paths)
  }
  if (startsWith(bytes, 0xed, 0xab, 0xee, 0xdb)) return fileInRpm(bytes, paths)
  // Signature, control and data are three gzip streams one behind the other.
  const tree = startsWith(bytes, 0x1f, 0x8b) ? unpacked(bytes) : undefined
  return tree && fileAmong(tarEntries(tree), paths)
}

/** "/usr/bin/x" is "/bin/x" to packages that are older than the merged /usr, and the other way round. */
function otherName(path: string): string {
  return path.startsWith('/usr/') ? path.slice(4) : `/usr${path}`
}

/** By its magic: gzip, zstd, xz, or nothing at all; undefined for damaged input, other packings, and what is too large. */
function unpacked(bytes: Uint8Array): Uint8Array | undefined {
  const limit = { maxOutputLength: mostUnpacked }
  try {
    if (startsWith(bytes, 0x1f, 0x8b)) return gunzipSync(bytes, limit)
    if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd)) return zstdDecompressSync(bytes, limit)
  } catch {
    return undefined
  }
  return isXz(bytes) ? unpackXz(bytes, mostUnpacked) : bytes
}

/** Behind the lead come two header structures, the signature's padded to eight bytes; behind those the payload, which knows no names of owners. */
function fileInRpm(bytes: Uint8Array, paths: readonly string[]): PackedFile | undefined {
  const header = Math.ceil(headerEnd(bytes, rpmLead) / 8) * 8
  const end = headerEnd(bytes, header)
  const tree = unpacked(bytes.subarray(end))
  const file = tree && fileAmong(cpioEntries(tree), paths)
  const told = parseRpmHeader(bytes.subarray(header + 8, end))?.files.find(f => f.path === file?.path)
  return file && { ...file, user: told?.user ?? '', group: told?.group ?? '' }
}

/** Past the input where there is no header. */
function headerEnd(bytes: Uint8Array, at: number): number {
  if (at + 16 > bytes.length || !startsWith(bytes.subarray(at), 0x8e, 0xad, 0xe8, 0x01)) return bytes.length
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return at + 16 + view.getUint32(at + 8) * 16 + view.getUint32(at + 12)
}
