// Lines of JSON that only grow, each bound to the one before by sha256: what was flushed stays, and a changed line is noticed.
import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Instant, instantOf } from '../core/instant.ts'
import { JournalError } from '../core/journal.ts'
import { storeError, syncFolder } from './durable.ts'

export interface Link {
  /** From 1. */
  readonly sequence: number
  /** sha256 of the line before, without its line end; for the first line of what the chain is about. */
  readonly previous: string
  readonly at: Instant
}

export interface ChainContent<T> {
  readonly records: readonly (Link & T)[]
  /** sha256 of the last line. */
  readonly head: string
  /** Bytes of the whole records. */
  readonly length: number
  /** Bytes behind them that a crash left of a line; 0 when there are none. */
  readonly torn: number
  /** False when only the line end of the last record is missing. */
  readonly ended: boolean
}

export interface Chain<T> {
  readonly records: readonly (Link & T)[]
  /** Bytes of a torn last line that opening cut off. */
  readonly cut: number
  /** Flushed to disk before it returns, unless it can wait for `flush`; throws a JournalError, and the file is as it was before. */
  append(body: T, when?: 'now' | 'soon'): Link & T
  flush(): void
  close(): void
}

export interface ChainOptions<T> {
  /** What the chain is about: lines of another cannot stand in its place. */
  readonly subject: string
  /** Whether a record's own fields are what they should be. */
  readonly isBody: (value: Readonly<Record<string, unknown>>) => value is Readonly<Record<string, unknown>> & T
  readonly now?: (() => Instant) | undefined
}

const longestLine = 16 << 20
const longestFile = 1 << 30
const newline = 0x0a
const block = 512
const sealLength = ',"sha256":"'.length + 64 + '"}'.length

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex')
const clock = (): Instant => instantOf(Date.now())!

/** The line of a record: JSON whose last member is the sha256 of the JSON without it, so that the last line too cannot be changed unnoticed. */
function sealed(open: string): string {
  return `${open.slice(0, -1)},"sha256":"${sha256(open)}"}`
}

function parseLine(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (line.length <= sealLength) return undefined
  const open = Buffer.concat([line.subarray(0, line.length - sealLength), Buffer.from('}')])
  if (line.subarray(line.length - sealLength).toString('latin1') !== `,"sha256":"${sha256(open)}"}`) return undefined
  try {
    return JSON.parse(open.toString('utf8')) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

function broken(path: string, number: number): JournalError {
  return new JournalError('tampered', {
    en: `${path} was changed by somebody else: line ${number} does not follow from the lines before it; nothing is done on its word`,
    zh: `${path} 已被篡改:第 ${number} 行与前文哈希链不符,不会据此执行任何操作`,
  })
}

/**
 * Whether a line holds the zeros that a power failure leaves where blocks were not written yet: from the start of the line, or of a block, to
 * the end of a block. (A line cut short has no line end.)
 */
function zerosOfBlocks(bytes: Buffer, start: number, end: number): boolean {
  let found = false
  for (let i = start; i < end; i++) {
    if (bytes[i] !== 0) continue
    const from = i
    while (i < end && bytes[i] === 0) i++
    if ((from !== start && from % block !== 0) || i % block !== 0) return false
    found = true
  }
  return found
}

/** Reads and verifies a chain. A last line torn by a crash is passed over and counted; anything else that does not fit throws "tampered". */
export function parseChain<T>(path: string, bytes: Buffer, { subject, isBody }: ChainOptions<T>): ChainContent<T> {
  const records: (Link & T)[] = []
  let head = sha256(`davylamp chain ${subject}`)
  let at = 0
  while (at < bytes.length) {
    const found = bytes.indexOf(newline, at)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(at, end)
    const record = parseLine(line)
    if (record?.['sequence'] === records.length + 1 && record['previous'] === head && typeof record['at'] === 'string' && isBody(record)) {
      records.push(record as unknown as Link & T)
      head = sha256(line)
      at = end
      if (found < 0) return { records, head, length: at, torn: 0, ended: false }
      at++
      continue
    }
    const last = end >= bytes.length - 1
    if (last && record === undefined && (found < 0 || zerosOfBlocks(bytes, at, end))) {
      return { records, head, length: at, torn: bytes.length - at, ended: true }
    }
    throw broken(path, records.length + 1)
  }
  return { records, head, length: at, torn: 0, ended: true }
}

export function readChain<T>(path: string, options: ChainOptions<T>): ChainContent<T> {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      return parseChain(path, contentOf(path, fd), options)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw storeError(path, error)
  }
}

function contentOf(path: string, fd: number): Buffer {
  const stat = fstatSync(fd)
  if (!stat.isFile() || stat.nlink !== 1 || stat.size > longestFile) {
    throw new JournalError('tampered', { en: `${path} is not the file that was written there`, zh: `${path} 不是原先写入的文件` })
  }
  return readFileSync(fd)
}

/** Opens a chain for writing; the caller sees to it that nobody else does. `create` makes a new one and refuses one that is there. */
export function openChain<T extends object>(path: string, options: ChainOptions<T>, create: boolean): Chain<T> {
  const now = options.now ?? clock
  let fd: number
  let content: ChainContent<T>
  try {
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK
    fd = openSync(path, create ? flags | constants.O_CREAT | constants.O_EXCL : flags, 0o600)
  } catch (error) {
    throw storeError(path, error)
  }
  try {
    content = parseChain(path, contentOf(path, fd), options)
    if (content.torn > 0) ftruncateSync(fd, content.length)
    if (!content.ended) writeSync(fd, '\n')
    fsyncSync(fd)
    syncFolder(dirname(path))
  } catch (error) {
    closeSync(fd)
    throw storeError(path, error)
  }
  const records = [...content.records]
  let { head } = content
  let length = content.length + (content.ended ? 0 : 1)
  let failed: JournalError | undefined

  return {
    records,
    cut: content.torn,
    append(body, when = 'now') {
      if (failed !== undefined) throw failed
      const open = JSON.stringify({ sequence: records.length + 1, previous: head, at: now(), ...body })
      const line = sealed(open)
      const bytes = Buffer.from(`${line}\n`)
      if (bytes.length > longestLine) {
        throw new JournalError('capped', {
          en: `a record of ${bytes.length} bytes is too long for ${path}`,
          zh: `记录过长(${bytes.length} 字节),无法写入 ${path}`,
        })
      }
      try {
        if (writeSync(fd, bytes) !== bytes.length) throw Object.assign(new Error('written in part'), { code: 'ENOSPC' })
        if (when === 'now') fsyncSync(fd)
      } catch (error) {
        const said = storeError(path, error)
        try {
          ftruncateSync(fd, length)
          fsyncSync(fd)
          if (said.code !== 'full') failed = said
        } catch {
          failed = said
        }
        throw said
      }
      length += bytes.length
      head = sha256(line)
      const record = JSON.parse(open) as Link & T
      records.push(record)
      return record
    },
    flush() {
      try {
        fsyncSync(fd)
      } catch (error) {
        throw storeError(path, error)
      }
    },
    close() {
      failed = new JournalError('order', { en: `${path} is closed`, zh: `${path} 已关闭` })
      closeSync(fd)
    },
  }
}
