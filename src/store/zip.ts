// A zip archive under a password, written piece by piece: the customary way to hand over samples without anything running or deleting them.
//
// WinZip's AES-256 encryption (AE-2; www.winzip.com/en/support/aes-encryption), stored without compression, opened by 7-Zip, WinZip and libarchive.
import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
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
/** "See the extra field": version 2 (no CRC of the content is told), vendor "AE", 256 bits, stored. */
const aesMethod = 99
const aesExtra = Buffer.from('0199070002004145030000', 'hex')
const saltLength = 16
const codeLength = 10
/** Salt, two bytes that tell a wrong password, authentication code. */
const overhead = saltLength + 2 + codeLength
const versionNeeded = 51
const versionMadeBy = 0x0300 | versionNeeded
/** A regular file that only its owner may read, as Unix has it: nothing can be run when it is unpacked. */
const plainFile = 0o100600
const keystream = 1 << 16

interface Cipher {
  /** Salt and check bytes that stand before the content. */
  readonly head: Buffer
  /** Encrypts in place, in order. */
  encrypt(bytes: Uint8Array): void
  /** The authentication code behind the content. */
  code(): Buffer
}

/** AES in counter mode, the counter little-endian from 1 (OpenSSL's own counts the other way round). */
function cipherOf(password: string): Cipher {
  const salt = randomBytes(saltLength)
  const keys = pbkdf2Sync(password, salt, 1000, 66, 'sha1')
  const aes = createCipheriv('aes-256-ecb', keys.subarray(0, 32), null).setAutoPadding(false)
  const mac = createHmac('sha1', keys.subarray(32, 64))
  const blocks = Buffer.alloc(keystream)
  let counter = 1
  let stream = Buffer.alloc(0)
  let at = 0
  const more = (): void => {
    for (let i = 0; i < keystream; i += 16) {
      blocks.writeUInt32LE(counter >>> 0, i)
      blocks.writeUInt32LE(Math.floor(counter / 0x1_0000_0000), i + 4)
      counter++
    }
    stream = aes.update(blocks)
    at = 0
  }
  return {
    head: Buffer.concat([salt, keys.subarray(64)]),
    encrypt(bytes) {
      for (let i = 0; i < bytes.length; i++) {
        if (at === stream.length) more()
        bytes[i] = bytes[i]! ^ stream[at++]!
      }
      mac.update(bytes)
    },
    code: () => mac.digest().subarray(0, codeLength),
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

/** Version needed to flags, time, sizes, lengths of name and extra field: the same in both of an entry's headers. */
function fieldsOf(name: Uint8Array, at: Instant, size: number): Buffer {
  const fields = Buffer.alloc(26)
  const { date, time } = fatTime(at)
  fields.writeUInt16LE(versionNeeded, 0)
  fields.writeUInt16LE(encryptedUtf8, 2)
  fields.writeUInt16LE(aesMethod, 4)
  fields.writeUInt16LE(time, 6)
  fields.writeUInt16LE(date, 8)
  fields.writeUInt32LE(size + overhead, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(name.length, 22)
  fields.writeUInt16LE(aesExtra.length, 24)
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
    let size = 0
    for (const piece of entry.pieces()) size += piece.length
    if (size > largestZip)
      throw new JournalError('capped', { en: `${entry.name} is too large for a zip`, zh: `${entry.name} 过大,无法放入 zip` })
    const name = bytesOf(entry.name)
    const fields = fieldsOf(name, entry.at ?? now, size)
    written.push({ name, offset, fields })
    const cipher = cipherOf(password)
    put(Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, aesExtra, cipher.head]))
    for (const piece of entry.pieces()) {
      const copy = Uint8Array.from(piece)
      cipher.encrypt(copy)
      put(copy)
    }
    put(cipher.code())
  }
  const directory = offset
  for (const { name, offset: where, fields } of written) {
    const head = Buffer.from('PK\x01\x02..', 'latin1')
    head.writeUInt16LE(versionMadeBy, 4)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(plainFile * 0x1_0000, 6)
    rest.writeUInt32LE(where, 10)
    put(Buffer.concat([head, fields, rest, name, aesExtra]))
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
