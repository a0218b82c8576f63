// Files that are read and written over SMB 2 and 3 in clear, carved as long as their pieces come in order. Format: [MS-SMB2] §2.2.
import type { Flow, Side } from '../../core/dissector.ts'
import { u16le, u32le } from '../../parse/little-endian.ts'
import { Carver } from '../carver.ts'
import { latin } from '../head.ts'

export const command = { sessionSetup: 1, treeConnect: 3, create: 5, close: 6, read: 8, write: 9 } as const
const headerSize = 64
/** Open files, and questions that wait for their answers. */
const mostOpen = 64
const mostWaiting = 512
const longestName = 300

/** In a chain: the file that was opened just before. */
const inChain = '\xff'.repeat(16)

interface OpenFile {
  readonly url: string
  readonly size: number
  /** By side: what was read (1) and what was written (0). */
  readonly streams: [Piece | undefined, Piece | undefined]
}

interface Piece {
  /** Undefined once it is of no interest, or something is missing. */
  carver: Carver | undefined
  next: number
}

/** What is known of a question until it is answered. */
interface Asked {
  readonly text: string
  readonly file: string
  readonly offset: number
}

export class SmbFiles {
  private readonly flow: Flow
  private readonly files = new Map<string, OpenFile>()
  private readonly asked = new Map<number, Asked>()
  private readonly shares = new Map<number, string>()
  private newest = ''
  /** Who gets the rest of the present message, by side. */
  private readonly coming: [Piece | undefined, Piece | undefined] = [undefined, undefined]
  private readonly left: [number, number] = [0, 0]

  constructor(flow: Flow) {
    this.flow = flow
  }

  /** A message of SMB 2, or several in a chain. */
  message(from: Side, bytes: Uint8Array, length: number): void {
    this.coming[from] = undefined
    for (let at = 0; at + headerSize + 8 <= bytes.length; ) {
      const next = u32le(bytes, at + 20)
      const one = bytes.subarray(at, next === 0 ? undefined : at + next)
      const isAnswer = (one[16]! & 1) !== 0
      if (isAnswer === (from === 1)) this.one(from, one, next === 0 ? length - at : one.length)
      if (next < headerSize) return
      at += next
    }
  }

  /** More of the message before. */
  rest(from: Side, bytes: Uint8Array, start: number, end: number): void {
    const piece = this.coming[from]
    if (piece === undefined) return
    const stop = Math.min(end, start + this.left[from])
    this.left[from] -= stop - start
    feed(piece, bytes, start, stop)
  }

  /** Bytes are missing: what the present message was for has a hole. */
  lost(from: Side): void {
    const piece = this.coming[from]
    if (piece !== undefined) giveUp(piece)
  }

  end(): void {
    for (const key of [...this.files.keys()]) this.close(key)
  }

  private one(from: Side, bytes: Uint8Array, length: number): void {
    const number = u32le(bytes, 24)
    const kind = u16le(bytes, 12)
    if (from === 0) this.question(kind, number, bytes, length)
    else {
      const asked = this.asked.get(number)
      this.asked.delete(number)
      if (asked !== undefined && u32le(bytes, 8) === 0) this.answer(kind, asked, bytes, length)
    }
  }

  private question(kind: number, number: number, bytes: Uint8Array, length: number): void {
    if (kind === command.treeConnect) this.wait(number, { text: textAt(bytes, 68), file: '', offset: 0 })
    else if (kind === command.create) {
      const share = this.shares.get(u32le(bytes, 36)) ?? ''
      this.wait(number, { text: `${share}/${textAt(bytes, 108)}`, file: '', offset: 0 })
    } else if (kind === command.read) this.wait(number, { text: '', file: keyAt(bytes, 80), offset: offsetAt(bytes, 72) })
    else if (kind === command.write) this.piece(0, keyAt(bytes, 80), offsetAt(bytes, 72), bytes, u16le(bytes, 66), u32le(bytes, 68), length)
    else if (kind === command.close) this.close(keyAt(bytes, 72))
  }

  private answer(kind: number, { text, file, offset }: Asked, bytes: Uint8Array, length: number): void {
    if (kind === command.treeConnect) {
      if (this.shares.size < mostOpen) this.shares.set(u32le(bytes, 36), text.split('\\').at(-1) ?? '')
    } else if (kind === command.create) this.open(text, bytes)
    else if (kind === command.read)
      this.piece(1, file === inChain ? this.newest : file, offset, bytes, bytes[66]!, u32le(bytes, 68), length)
  }

  private open(text: string, bytes: Uint8Array): void {
    const [oldest] = this.files.keys()
    if (this.files.size >= mostOpen && oldest !== undefined) this.close(oldest)
    const path = text.replaceAll('\\', '/').replace(/^\/+/, '')
    const url = `smb://${this.flow.server.address}/${path}`
    this.newest = keyAt(bytes, 128)
    this.files.set(this.newest, { url, size: offsetAt(bytes, 112), streams: [undefined, undefined] })
  }

  /** Bytes of a file from `offset` on; they stand in the message at `start`, perhaps not all in what was kept. */
  private piece(from: Side, key: string, offset: number, bytes: Uint8Array, start: number, size: number, length: number): void {
    const file = this.files.get(key)
    if (file === undefined || start < headerSize || start + size > length) return
    let stream = file.streams[from]
    if (stream === undefined) {
      // One that is looked into from the middle tells nothing.
      if (offset !== 0) return
      stream = { carver: new Carver(this.flow, { url: file.url, agent: '', from }), next: 0 }
      file.streams[from] = stream
    }
    if (offset !== stream.next) {
      // What was read before is read again; a hole ends it.
      if (offset > stream.next) giveUp(stream)
      return
    }
    stream.next += size
    const stop = Math.min(bytes.length, start + size)
    if (start < stop) feed(stream, bytes, start, stop)
    this.coming[from] = stream
    this.left[from] = size - Math.max(0, stop - start)
  }

  private close(key: string): void {
    const file = this.files.get(key)
    if (file === undefined) return
    this.files.delete(key)
    const [written, read] = file.streams
    // What was written is whole when it is closed; how long a file is that was read is known.
    written?.carver?.end(true)
    read?.carver?.end(read.next >= file.size)
  }

  private wait(number: number, asked: Asked): void {
    const [oldest] = this.asked.keys()
    if (this.asked.size >= mostWaiting && oldest !== undefined) this.asked.delete(oldest)
    this.asked.set(number, asked)
  }
}

/** What has come so far is all there will be. */
function giveUp(piece: Piece): void {
  piece.carver?.end(false)
  piece.carver = undefined
}

function feed(piece: Piece, bytes: Uint8Array, start: number, end: number): void {
  if (start < end && piece.carver?.data(bytes, start, end) === false) piece.carver = undefined
}

/** Offset and length of a name in UTF-16, from the beginning of the header. */
function textAt(bytes: Uint8Array, at: number): string {
  const start = u16le(bytes, at)
  const length = Math.min(u16le(bytes, at + 2), longestName * 2)
  return latin(bytes, start, Math.min(bytes.length, start + length)).replaceAll('\0', '')
}

function keyAt(bytes: Uint8Array, at: number): string {
  return latin(bytes, at, at + 16)
}

function offsetAt(bytes: Uint8Array, at: number): number {
  return u32le(bytes, at) + u32le(bytes, at + 4) * 2 ** 32
}
