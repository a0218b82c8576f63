// Numbers of an ELF file by its class and byte order; what lies past the end reads as zero.
import type { ReadAt } from '../read-at.ts'

export interface ElfShape {
  readonly read: ReadAt
  readonly size: number
  /** 64-bit class. */
  readonly wide: boolean
  readonly little: boolean
}

export interface Segment {
  readonly type: number
  /** 1 execute, 2 write, 4 read. */
  readonly flags: number
  readonly offset: number
  readonly address: number
  readonly fileSize: number
  readonly memorySize: number
}

export interface Fields {
  u16(at: number): number
  u32(at: number): number
  /** An address-sized number; beyond 2^53 it loses its last digits, which only a lying header reaches. */
  word(at: number): number
}

export function fields(bytes: Uint8Array, wide: boolean, little: boolean): Fields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const within = (at: number, length: number): boolean => at >= 0 && at + length <= bytes.length
  const u32 = (at: number): number => (within(at, 4) ? view.getUint32(at, little) : 0)
  return {
    u16: at => (within(at, 2) ? view.getUint16(at, little) : 0),
    u32,
    word: at => (wide ? (within(at, 8) ? Number(view.getBigUint64(at, little)) : 0) : u32(at)),
  }
}

/** File offset of a virtual address; undefined when no loaded segment holds it in the file. */
export function offsetOf(segments: readonly Segment[], address: number): number | undefined {
  const holder = segments.find(s => s.type === 1 && address >= s.address && address < s.address + s.fileSize)
  return holder === undefined ? undefined : holder.offset + (address - holder.address)
}
