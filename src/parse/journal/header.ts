// The header of a systemd journal file (https://systemd.io/JOURNAL_FILE_FORMAT/): what it says of the file, and how far that can be true.
import { textOf } from '../../core/bytes.ts'

export interface JournalHeader {
  /** offline: closed in order · online: being written, or the machine went down · archived: rotated, written no more. */
  readonly state: 'offline' | 'online' | 'archived' | 'unknown'
  /** Objects carry 32-bit offsets. */
  readonly compact: boolean
  /** Hashes are SipHash-2-4 under the file's id; Jenkins' lookup3 otherwise. */
  readonly keyed: boolean
  readonly sealed: boolean
  /** Seals were made for every epoch without exception. */
  readonly sealedContinuous: boolean
  /** Flags of later versions that change the format: what follows may be misread. */
  readonly unknownFlags: number
  /** Hex digits; files that were rotated from each other share the seqnumId. */
  readonly fileId: string
  readonly machineId: string
  readonly seqnumId: string
  /** Bytes before the first object. */
  readonly headerSize: number
  readonly arenaSize: number
  readonly fieldTable: { readonly offset: number; readonly size: number }
  readonly dataTable: { readonly offset: number; readonly size: number }
  readonly tailObject: number
  readonly entries: number
  readonly headSeqnum: number
  readonly tailSeqnum: number
  /** Milliseconds since 1970; undefined while the file holds no entry. */
  readonly first: number | undefined
  readonly last: number | undefined
}

/** Bytes that a header has at least, and those that are worth reading. */
const shortest = 208
export const headerLength = 272
const knownFlags = 31

/** undefined for what is no journal file. */
export function parseJournalHeader(bytes: Uint8Array): JournalHeader | undefined {
  if (bytes.length < shortest || textOf(bytes.subarray(0, 8)) !== 'LPKSHHRH') return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const u64 = (at: number): number => view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true)
  const time = (at: number): number | undefined => (u64(at) === 0 ? undefined : Math.floor(u64(at) / 1000))
  const compatible = view.getUint32(8, true)
  const incompatible = view.getUint32(12, true)
  return {
    state: (['offline', 'online', 'archived'] as const)[bytes[16]!] ?? 'unknown',
    compact: (incompatible & 16) !== 0,
    keyed: (incompatible & 4) !== 0,
    sealed: (compatible & 1) !== 0,
    sealedContinuous: (compatible & 4) !== 0,
    unknownFlags: (incompatible & ~knownFlags) >>> 0,
    fileId: hex(bytes.subarray(24, 40)),
    machineId: hex(bytes.subarray(40, 56)),
    seqnumId: hex(bytes.subarray(72, 88)),
    headerSize: u64(88),
    arenaSize: u64(96),
    dataTable: { offset: u64(104), size: u64(112) },
    fieldTable: { offset: u64(120), size: u64(128) },
    tailObject: u64(136),
    entries: u64(152),
    tailSeqnum: u64(160),
    headSeqnum: u64(168),
    first: time(184),
    last: time(192),
  }
}

export function hex(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0')
  return out
}
