// Pieces of packets for rows: Latin-1 characters back to lossless text, cut to a length.
import { textOf } from '../core/bytes.ts'

export function shown(latin: string, most: number): string {
  return textOf(Uint8Array.from(latin.slice(0, most), c => c.charCodeAt(0) & 0xff))
}
