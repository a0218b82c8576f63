// Netlink attributes: length, type and value, padded to four bytes; a value may be attributes again.
import { bytesOf, concat, textOf } from '../../core/bytes.ts'

/** https://docs.kernel.org/userspace-api/netlink/intro.html; the two highest bits of the type are flags. */
const nestedFlag = 0x8000
const typeMask = 0x3fff
const headerSize = 4

export const padded = (length: number): number => (length + 3) & ~3

/** The longest value that the 16 bits of its length can tell. */
export const longestValue = 0xffff - headerSize

export function attribute(type: number, value: Uint8Array): Uint8Array {
  const out = new Uint8Array(padded(headerSize + value.length))
  const view = new DataView(out.buffer)
  view.setUint16(0, headerSize + value.length, true)
  view.setUint16(2, type, true)
  out.set(value, headerSize)
  return out
}

export function nested(type: number, parts: readonly Uint8Array[]): Uint8Array {
  return attribute(type | nestedFlag, concat(parts))
}

/** nf_tables writes its numbers in network order. */
export function word(type: number, value: number): Uint8Array {
  return attribute(type, wordBytes(value))
}

export function wordBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value >>> 0)
  return bytes
}

export function longWord(type: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return attribute(type, bytes)
}

export function name(type: number, text: string): Uint8Array {
  return attribute(type, concat([bytesOf(text), new Uint8Array(1)]))
}

export interface Attribute {
  readonly type: number
  readonly value: Uint8Array
}

/** As many as are whole. */
export function* readAttributes(bytes: Uint8Array): Generator<Attribute> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + headerSize <= bytes.length; ) {
    const length = view.getUint16(at, true)
    if (length < headerSize || at + length > bytes.length) return
    yield { type: view.getUint16(at + 2, true) & typeMask, value: bytes.subarray(at + headerSize, at + length) }
    at += padded(length)
  }
}

export type Attributes = ReadonlyMap<number, Uint8Array>

/** By type; of several of one type the last. */
export function attributesOf(bytes: Uint8Array | undefined): Attributes {
  return new Map(bytes === undefined ? [] : [...readAttributes(bytes)].map(({ type, value }) => [type, value]))
}

/** 0 when it is missing or too short. */
export function wordIn(attributes: Attributes, type: number): number {
  const value = attributes.get(type)
  return value === undefined || value.length < 4 ? 0 : new DataView(value.buffer, value.byteOffset).getUint32(0)
}

export function longWordIn(attributes: Attributes, type: number): number {
  const value = attributes.get(type)
  return value === undefined || value.length < 8 ? 0 : Number(new DataView(value.buffer, value.byteOffset).getBigUint64(0))
}

/** '' when it is missing. */
export function nameIn(attributes: Attributes, type: number): string {
  const value = attributes.get(type) ?? new Uint8Array()
  const end = value.indexOf(0)
  return textOf(end < 0 ? value : value.subarray(0, end))
}
