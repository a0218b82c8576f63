// The header of a systemd journal file: when its first and last entries were written (systemd's journal-file format, JOURNAL_FILE_FORMAT).

export interface JournalHeader {
  readonly entries: number
  /** Milliseconds since 1970; undefined while the file holds no entry. */
  readonly first: number | undefined
  readonly last: number | undefined
}

const signature = [0x4c, 0x50, 0x4b, 0x53, 0x48, 0x48, 0x52, 0x48]

/** Bytes that a header has at least. */
const journalHeaderLength = 208

/** undefined for what is no journal file. */
export function parseJournalHeader(bytes: Uint8Array): JournalHeader | undefined {
  if (bytes.length < journalHeaderLength || signature.some((byte, i) => bytes[i] !== byte)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const time = (at: number): number | undefined => {
    const micro = view.getBigUint64(at, true)
    return micro === 0n ? undefined : Number(micro / 1000n)
  }
  return { entries: Number(view.getBigUint64(152, true)), first: time(184), last: time(192) }
}
