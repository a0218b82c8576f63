// What a host answered, question by question: the content of a snapshot file.
import { readFileSync, writeFileSync } from 'node:fs'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Origin } from '../core/host.ts'
import type { Instant } from '../core/instant.ts'

/** Answers to one question in the order in which it was asked, equal ones in a row counted. */
export type Answers = [times: number, answer: unknown][]

export interface Recording {
  readonly schema: 'davylamp.snapshot.1'
  readonly name: string
  readonly taken: Instant
  readonly origin: Origin
  /** Constants of Volatile; absent when the host had none. */
  readonly volatile?: { readonly ticksPerSecond: number; readonly pageSize: number; readonly ownPid: number }
  readonly answers: Record<string, Answers>
}

/** The name of a question: which root, which call, which arguments. */
export function question(root: string, call: string, ...args: readonly unknown[]): string {
  return JSON.stringify([root, call, ...args])
}

const largest = 2 ** 31

/** Writes the one compressed file, readable by its owner only. */
export function saveRecording(recording: Recording, file: string): void {
  writeFileSync(file, zstdCompressSync(JSON.stringify(recording)), { mode: 0o600 })
}

/** The recording in a file, or one sentence why it is none. */
export function loadRecording(file: string): Recording | string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `${file} does not exist` : `${file} cannot be read`
  }
  try {
    const value = JSON.parse(zstdDecompressSync(bytes, { maxOutputLength: largest }).toString('utf8')) as Recording
    const sound =
      value.schema === 'davylamp.snapshot.1' &&
      typeof value.name === 'string' &&
      typeof value.answers === 'object' &&
      value.answers !== null
    return sound ? value : `${file} is no davylamp snapshot`
  } catch {
    return `${file} is no davylamp snapshot, or it is damaged`
  }
}

interface Packed {
  readonly $bytes: string
}

/** A value with its bytes as base64, ready for JSON. */
export function pack(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') } satisfies Packed
  if (Array.isArray(value)) return value.map(pack)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, pack(v)]))
  return value
}

export function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack)
  if (typeof value !== 'object' || value === null) return value
  const { $bytes } = value as Partial<Packed>
  if (typeof $bytes === 'string') return new Uint8Array(Buffer.from($bytes, 'base64'))
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, unpack(v)]))
}
