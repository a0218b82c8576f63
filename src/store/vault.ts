// The vault of a case: content by its sha256, encoded so that neither a virus scanner nor a double click takes it for the thing itself.
//
// <sha256>.q is 1024 bytes of plain text, padded with blanks, then the content under AES-256-CTR with the published key below and the
// initialisation vector that the text names. It is no secret: it keeps the content inert. The text says how to decode it without davylamp.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { JournalError, type Vault } from '../core/journal.ts'
import { checkOwn, ownFolder, storeError, syncFile, syncFolder, unfinished, writeAll, writeWhole } from './durable.ts'

/** No more than this of one item is kept. */
export const largestItem = 1 << 30

const headLength = 1024
const chunk = 4 << 20
/** sha256 of "infected", the word that samples are exchanged under. */
const key = createHash('sha256').update('infected').digest()

/** Reads `length` bytes at `offset` of the thing to be kept, or fewer at its end. */
export type ReadAt = (offset: number, length: number) => Uint8Array | Gap

export interface FolderVault extends Vault {
  /** Keeps it without waiting for the disk: for evidence, which must not hold up those who stop what goes on. `flush` waits. */
  keepSoon(bytes: Uint8Array): string
  /** The same for what is too large to be held in memory at once; a Gap when it cannot be read or is too large. Throws as `keep` does. */
  keepFrom(source: string, read: ReadAt): { readonly sha256: string; readonly size: number } | Gap
  /** The content piece by piece; a Gap at the end when it is absent or no longer what it was: then nothing of it may be used. */
  pieces(sha256: string): Generator<Uint8Array, Gap | undefined>
  /** Everything kept so far is on the disk. */
  flush(): void
  has(sha256: string): boolean
  /** Bytes of the content; undefined when it is absent or no longer what it was. */
  sizeOf(sha256: string): number | undefined
}

function headOf(iv: Buffer): Buffer {
  const text = `davylamp vault 1 / 矿灯证据库
Content taken from a host: it may be malicious. It is encoded so that nothing runs it by accident.
The name of this file is the sha256 of the content once decoded. To decode it:
内容取自主机,可能是恶意文件;已编码以防误运行。文件名为解码后内容的 sha256。解码方法:
tail -c +${headLength + 1} FILE | openssl enc -d -aes-256-ctr -K ${key.toString('hex')} -iv ${iv.toString('hex')} > OUT
`
  const head = Buffer.alloc(headLength, ' ')
  head.write(text)
  head[headLength - 1] = 0x0a
  return head
}

const ivPattern = / -iv ([0-9a-f]{32}) > OUT\n/

/** The bytes as a vault keeps them: nothing runs them by accident, and their head tells how to decode them. */
export function inert(bytes: Uint8Array): Uint8Array {
  const iv = randomBytes(16)
  return Buffer.concat([headOf(iv), createCipheriv('aes-256-ctr', key, iv).update(bytes)])
}

/** The vault in a folder, made when it is missing. What a crash left half written is removed: the caller holds the case's lock. */
export function openVault(folder: string): FolderVault {
  ownFolder(folder)
  try {
    for (const name of readdirSync(folder)) if (name.startsWith(unfinished)) rmSync(join(folder, name))
  } catch (error) {
    throw storeError(folder, error)
  }
  return vaultIn(folder)
}

/** The vault of a folder for reading; throws when it is not there. */
export function vaultIn(folder: string): FolderVault {
  try {
    checkOwn(folder)
  } catch (error) {
    throw storeError(folder, error)
  }
  const pathOf = (sha256: string): string => join(folder, `${sha256}.q`)

  /** Digests of what is written and not flushed. */
  const waiting = new Set<string>()
  const flushed = (sha256: string): void => {
    if (!waiting.delete(sha256)) return
    try {
      syncFile(pathOf(sha256))
      syncFolder(folder)
    } catch (error) {
      throw storeError(pathOf(sha256), error)
    }
  }

  const write = (wanted: string | undefined, when: 'now' | 'soon', read: ReadAt): { sha256: string; size: number } => {
    let digest = ''
    let size = 0
    const fill = (fd: number): string => {
      const iv = randomBytes(16)
      const cipher = createCipheriv('aes-256-ctr', key, iv)
      const hash = createHash('sha256')
      writeAll(fd, headOf(iv))
      for (;;) {
        const bytes = read(size, chunk)
        if (isGap(bytes)) throw new Unreadable(bytes)
        if (bytes.length === 0) break
        size += bytes.length
        if (size > largestItem) throw new Unreadable(gap('', 'capped', 'larger than 1 GiB, not kept'))
        hash.update(bytes)
        writeAll(fd, cipher.update(bytes))
      }
      digest = hash.digest('hex')
      if (wanted !== undefined && wanted !== digest) throw new Error('the bytes changed while they were kept')
      return pathOf(digest)
    }
    // What replaces something that is on the disk already must be there as well: it may be somebody's way back.
    const isUrgent = (final: string): boolean => when === 'now' || (existsSync(final) && !waiting.has(digest))
    let urgent = true
    writeWhole(join(folder, 'item'), fill, final => {
      urgent = isUrgent(final)
      return urgent
    })
    if (urgent) waiting.delete(digest)
    else waiting.add(digest)
    return { sha256: digest, size }
  }

  function* pieces(sha256: string): Generator<Uint8Array, Gap | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return gap(sha256, 'absent', 'is no sha256')
    let fd: number
    try {
      fd = openSync(pathOf(sha256), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    } catch {
      return gap(pathOf(sha256), 'absent', 'is not in the vault')
    }
    try {
      const head = Buffer.alloc(headLength)
      const iv = readSync(fd, head, 0, headLength, 0) === headLength ? ivPattern.exec(head.toString('utf8'))?.[1] : undefined
      if (iv === undefined || fstatSync(fd).size > headLength + largestItem) return changed(sha256)
      const decipher = createDecipheriv('aes-256-ctr', key, Buffer.from(iv, 'hex'))
      const hash = createHash('sha256')
      for (let at = headLength; ; ) {
        const buffer = Buffer.alloc(chunk)
        const got = readSync(fd, buffer, 0, chunk, at)
        if (got === 0) break
        at += got
        const piece = decipher.update(buffer.subarray(0, got))
        hash.update(piece)
        yield piece
      }
      return hash.digest('hex') === sha256 ? undefined : changed(sha256)
    } catch {
      return gap(pathOf(sha256), 'malformed', 'cannot be read')
    } finally {
      closeSync(fd)
    }
  }

  const fetch = (sha256: string): Uint8Array | undefined => {
    const parts: Uint8Array[] = []
    const reading = pieces(sha256)
    for (;;) {
      const next = reading.next()
      if (next.done === true) return next.value === undefined ? Buffer.concat(parts) : undefined
      parts.push(next.value)
    }
  }

  const sizeOf = (sha256: string): number | undefined => {
    const reading = pieces(sha256)
    for (let size = 0; ; ) {
      const next = reading.next()
      if (next.done === true) return next.value === undefined ? size : undefined
      size += next.value.length
    }
  }
  const has = (sha256: string): boolean => sizeOf(sha256) !== undefined

  const keep = (bytes: Uint8Array, when: 'now' | 'soon'): string => {
    if (bytes.length > largestItem) {
      throw new JournalError('capped', { en: 'content larger than 1 GiB is not kept in the vault', zh: '超过 1 GiB 的内容不存入证据库' })
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (!has(sha256)) write(sha256, when, (offset, length) => bytes.subarray(offset, offset + length))
    else if (when === 'now') flushed(sha256)
    return sha256
  }

  return {
    keep: bytes => keep(bytes, 'now'),
    keepSoon: bytes => keep(bytes, 'soon'),
    flush() {
      for (const sha256 of [...waiting]) flushed(sha256)
    },
    keepFrom(source, read) {
      try {
        return write(undefined, 'soon', read)
      } catch (error) {
        if (error instanceof Unreadable) return { ...error.gap, source }
        throw error
      }
    },
    fetch,
    pieces,
    has,
    sizeOf,
  }
}

/** What is to be kept cannot be read: told as a gap, never as an error of the vault. */
class Unreadable extends JournalError {
  readonly gap: Gap

  constructor(why: Gap) {
    super('broken', { en: why.detail, zh: why.detail })
    this.gap = why
  }
}

function changed(sha256: string): Gap {
  return gap(sha256, 'tampered', 'is no longer what was put into the vault')
}
