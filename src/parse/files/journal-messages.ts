// Messages in a piece of a systemd journal file that begin in a certain way, and where the time of each stands (systemd's JOURNAL_FILE_FORMAT).
import { bytesOf, textOf } from '../../core/bytes.ts'

export interface JournalMessage {
  readonly text: string
  /** Offset in the file of the first entry that says so; `realtimeOf` reads it. */
  readonly entryAt: number
}

/** Where the last object begins: what is newest lies before it. undefined for what is no journal. */
export function journalTail(header: Uint8Array): { readonly tail: number; readonly compact: boolean } | undefined {
  if (header.length < 208 || textOf(header.subarray(0, 8)) !== 'LPKSHHRH') return undefined
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const tail = Number(view.getBigUint64(136, true))
  return Number.isSafeInteger(tail) ? { tail, compact: (view.getUint32(12, true) & 16) !== 0 } : undefined
}

/** Bytes that an entry has up to its time. */
export const entryLength = 32
const dataType = 1
const entryType = 3
const longestData = 2000
const mostMessages = 5000

/**
 * `bytes` lie at any place of the file. Only data that is stored as it is can be found: the journal compresses from 512 bytes on, and what
 * is looked for here is shorter.
 */
export function journalMessages(bytes: Uint8Array, beginning: string, compact: boolean): readonly JournalMessage[] {
  const wanted = bytesOf(`MESSAGE=${beginning}`)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const before = compact ? 72 : 64
  const found: JournalMessage[] = []
  for (let at = buffer.indexOf(wanted); at >= 0 && found.length < mostMessages; at = buffer.indexOf(wanted, at + 1)) {
    const object = at - before
    if (object < 0 || view.getUint8(object) !== dataType || view.getUint8(object + 1) !== 0) continue
    const size = Number(view.getBigUint64(object + 8, true))
    const entryAt = Number(view.getBigUint64(object + 40, true))
    if (size <= before || size > longestData || object + size > bytes.length || !Number.isSafeInteger(entryAt)) continue
    found.push({ text: textOf(bytes.subarray(at + 'MESSAGE='.length, object + size)), entryAt })
  }
  return found
}

/** Milliseconds since 1970 of the entry whose first bytes these are; undefined for what is none. */
export function realtimeOf(entry: Uint8Array): number | undefined {
  if (entry.length < entryLength || entry[0] !== entryType) return undefined
  const micro = new DataView(entry.buffer, entry.byteOffset, entry.byteLength).getBigUint64(24, true)
  return micro === 0n ? undefined : Number(micro / 1000n)
}
