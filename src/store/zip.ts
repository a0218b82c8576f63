// A zip archive under a password, written piece by piece: the customary way to hand over samples without anything running or deleting them.
//
// PKWARE's traditional encryption (APPNOTE.TXT 6.3.10, section 6.1), stored without compression. It protects from accidents, not from people.
import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { bytesOf } from '../core/bytes.ts'
import { type Instant, instantOf } from '../core/instant.ts'
import { JournalError } from '../core/journal.ts'
import { writeAll } from './durable.ts'

export interface ZipEntry {
  readonly name: string
  readonly at?: Instant | undefined
  /** The content from its beginning; asked for twice, and must be the same both times. */
  pieces(): Iterable<Uint8Array>
}

/** Sizes are 32 bits wide in a plain zip. */
const largestZip = 0xf000_0000
const encryptedUtf8 = 0x0801

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c
})

/** The cipher's state after the password; encrypts in place, in order. */
function cipherOf(password: string): (bytes: Uint8Array) => void {
  let a = 0x12345678
  let b = 0x23456789
  let c = 0x34567890
  const step = (byte: number): void => {
    a = crcTable[(a ^ byte) & 0xff]! ^ (a >>> 8)
    b = (Math.imul(b + (a & 0xff), 134775813) + 1) | 0
    c = crcTable[(c ^ (b >>> 24)) & 0xff]! ^ (c >>> 8)
  }
  for (const byte of bytesOf(password)) step(byte)
  return bytes => {
    for (let i = 0; i < bytes.length; i++) {
      const word = (c | 2) & 0xffff
      const plain = bytes[i]!
      bytes[i] = plain ^ (Math.imul(word, word ^ 1) >>> 8)
      step(plain)
    }
  }
}

/** Date and time as FAT keeps them: two seconds fine, from 1980, here in UTC. */
function fatTime(at: Instant): { readonly date: number; readonly time: number } {
  const when = new Date(Math.max(Date.parse(at), Date.UTC(1980, 0, 1)))
  const date = ((Math.min(when.getUTCFullYear(), 2107) - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate()
  return { date, time: (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1) }
}

interface Measured {
  readonly name: Uint8Array
  readonly offset: number
  readonly fields: Buffer
}

/** Version needed to flags, time, checksum, sizes, length of the name: the same in both of an entry's headers. */
function fieldsOf(name: Uint8Array, at: Instant, crc: number, size: number): Buffer {
  const fields = Buffer.alloc(26)
  const { date, time } = fatTime(at)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(encryptedUtf8, 2)
  fields.writeUInt16LE(time, 6)
  fields.writeUInt16LE(date, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(size + 12, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

/** Writes the archive to an open file, and gives its sha256 and size; throws a JournalError when it would grow past what the format holds. */
export function writeZip(fd: number, entries: Iterable<ZipEntry>, password: string): { readonly sha256: string; readonly size: number } {
  const digest = createHash('sha256')
  const now = instantOf(Date.now())!
  let offset = 0
  const put = (bytes: Uint8Array): void => {
    offset += bytes.length
    if (offset > largestZip)
      throw new JournalError('capped', { en: 'the archive would be larger than 3.75 GiB', zh: '压缩包将超过 3.75 GiB' })
    writeAll(fd, bytes)
    digest.update(bytes)
  }
  const written: Measured[] = []
  for (const entry of entries) {
    let crc = 0
    let size = 0
    for (const piece of entry.pieces()) {
      crc = crc32(piece, crc)
      size += piece.length
    }
    if (size > largestZip)
      throw new JournalError('capped', { en: `${entry.name} is too large for a zip`, zh: `${entry.name} 过大,无法放入 zip` })
    const name = bytesOf(entry.name)
    const fields = fieldsOf(name, entry.at ?? now, crc, size)
    written.push({ name, offset, fields })
    put(Buffer.concat([Buffer.from('PK\x03\x04'), fields, name]))
    const encrypt = cipherOf(password)
    // Twelve random bytes, the last one the checksum's highest: how a reader tells a wrong password.
    const salt = randomBytes(12)
    salt[11] = crc >>> 24
    encrypt(salt)
    put(salt)
    for (const piece of entry.pieces()) {
      const copy = Uint8Array.from(piece)
      encrypt(copy)
      put(copy)
    }
  }
  const directory = offset
  for (const { name, offset: where, fields } of written) {
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(where, 10)
    put(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, rest, name]))
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(written.length, 8)
  end.writeUInt16LE(written.length, 10)
  end.writeUInt32LE(offset - directory, 12)
  end.writeUInt32LE(directory, 16)
  put(end)
  return { sha256: digest.digest('hex'), size: offset }
}
