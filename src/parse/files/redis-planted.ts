// Cron lines and SSH keys planted in Redis data (RDB or AOF) between newlines, so that a dump saved as a crontab or authorized_keys works.
import { textOf } from '../../core/bytes.ts'
import type { Span } from '../../core/facts/autostart.ts'
import { lzfExpand, lzfOrigins } from '../lzf.ts'
import { parseCrontab } from './crontab.ts'

export interface Planted {
  readonly what: 'cron' | 'key'
  /** The line, without its end. */
  readonly text: string
  /** "*\/5 * * * *", or '' for a key. */
  readonly when: string
  readonly command: string
  /** The line in the file; of a compressed string the whole string. */
  readonly span: Span
  /** The byte that "#" can replace to make the line a comment; undefined when compression shares it with other text. */
  readonly first: number | undefined
}

const longestLine = 4096
const longestString = 1 << 14
/** Bytes of expanded text over the whole file, so that a hostile file costs no more. */
const mostExpanded = 32 << 20
const key = /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-[a-z0-9-]{1,40}|sk-[a-z0-9@.-]{1,60}) AAAA[A-Za-z0-9+/]{20,}/

/** "rdb" and "aof" by their first bytes; undefined for any other file. */
export function redisFormat(head: Uint8Array): 'rdb' | 'aof' | undefined {
  const text = textOf(head.subarray(0, 16))
  return /^REDIS\d{4}/.test(text) ? 'rdb' : /^\*\d{1,4}\r\n\$\d{1,4}\r\n/.test(text) ? 'aof' : undefined
}

/** Planted lines in order of their place, those inside of LZF-compressed strings of an RDB included. */
export function* plantedIn(bytes: Uint8Array): Generator<Planted> {
  yield* linesIn(bytes)
  if (redisFormat(bytes) !== 'rdb') return
  let left = mostExpanded
  for (let at = bytes.indexOf(0xc3); at >= 0 && left > 0; at = bytes.indexOf(0xc3, at + 1)) {
    const packed = lengthAt(bytes, at + 1)
    const plain = packed && lengthAt(bytes, packed.next)
    if (!plain || plain.value > longestString || packed.value >= plain.value || packed.value < 8) continue
    const span = { start: plain.next, end: plain.next + packed.value }
    // Nothing can be copied before something was written: the first run is literal.
    if (span.end > bytes.length || bytes[span.start]! >= 32) continue
    left -= plain.value
    const text = bytes.subarray(span.start, span.end)
    const expanded = lzfExpand(text, plain.value)
    if (expanded === undefined) continue
    let origins: Int32Array | undefined
    for (const line of linesIn(expanded)) {
      origins ??= lzfOrigins(text, plain.value)
      const origin = line.first === undefined ? -1 : (origins[line.first] ?? -1)
      yield { ...line, span, first: origin < 0 ? undefined : span.start + origin }
    }
  }
}

function* linesIn(bytes: Uint8Array): Generator<Planted> {
  for (let newline = bytes.indexOf(10); newline >= 0; ) {
    const start = newline + 1
    newline = bytes.indexOf(10, start)
    if (newline < 0) return
    // A newline after CR belongs to the AOF's own protocol: a value between two of those is an ordinary one.
    const own = start >= 2 && bytes[start - 2] === 13
    if (own || bytes[newline - 1] === 13 || newline - start > longestLine || newline - start < 8) continue
    const line = lineOf(bytes.subarray(start, newline))
    if (line !== undefined) yield { ...line, span: { start, end: newline + 1 }, first: start + line.first }
  }
}

function lineOf(bytes: Uint8Array): { what: 'cron' | 'key'; text: string; when: string; command: string; first: number } | undefined {
  let first = 0
  while (bytes[first] === 32 || bytes[first] === 9) first++
  const letter = String.fromCharCode(bytes[first] ?? 0)
  if (!/[-*@0-9se]/.test(letter)) return undefined
  const text = textOf(bytes)
  if (key.test(text.slice(first))) return { what: 'key', text, when: '', command: '', first }
  const [job] = parseCrontab(bytes, 'busybox')
  // Rows of numbers are data; nobody plants a schedule without a star.
  if (job?.what !== 'job' || !/[*@]/.test(job.when) || !/[A-Za-z/]/.test(job.command)) return undefined
  return { what: 'cron', text, when: job.when, command: job.command, first }
}

/** RDB's own length encoding: 6, 14 or 32 bits. */
function lengthAt(bytes: Uint8Array, at: number): { value: number; next: number } | undefined {
  const byte = bytes[at]
  if (byte === undefined) return undefined
  if (byte < 0x40) return { value: byte, next: at + 1 }
  if (byte < 0x80) return { value: ((byte & 0x3f) << 8) | (bytes[at + 1] ?? 0), next: at + 2 }
  if (byte !== 0x80 || at + 5 > bytes.length) return undefined
  return { value: new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0), next: at + 5 }
}
