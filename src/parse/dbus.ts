// Messages of D-Bus: calls written, answers read, in either byte order (https://dbus.freedesktop.org/doc/dbus-specification.html).
import { bytesOf, concat, textOf } from '../core/bytes.ts'

export type DbusValue = string | number | bigint | boolean | readonly DbusValue[]

export interface DbusMessage {
  readonly type: 'call' | 'return' | 'error' | 'signal'
  readonly serial: number
  /** Serial of the call that it answers. */
  readonly replyTo?: number | undefined
  /** Name of the error, of the member called, or of the signal. */
  readonly name: string
  readonly body: readonly DbusValue[]
}

export interface DbusCall {
  readonly serial: number
  readonly path: string
  readonly interface: string
  readonly member: string
  /** Strings ("s") and lists of strings ("as"). */
  readonly args: readonly (string | readonly string[])[]
}

const types = ['call', 'return', 'error', 'signal'] as const
const field = { path: 1, interface: 2, member: 3, error: 4, replyTo: 5, signature: 8 } as const
const headerSize = 16
/** Far below the 128 MiB of the specification: an answer longer than this was not asked for. */
const largest = 16 << 20
const deepest = 64

/** A call in little-endian order that wants an answer. */
export function dbusCall({ serial, path, interface: of, member, args }: DbusCall): Uint8Array {
  const signature = args.map(a => (typeof a === 'string' ? 's' : 'as')).join('')
  const body = new Writer()
  for (const arg of args) body.value(arg)
  const fields = new Writer()
  const told: readonly (readonly [number, string, string])[] = [
    [field.path, 'o', path],
    [field.interface, 's', of],
    [field.member, 's', member],
    ...(signature === '' ? [] : [[field.signature, 'g', signature] as const]),
  ]
  for (const [code, type, value] of told)
    fields
      .align(8)
      .byte(code)
      .signature(type)
      .text(value, type === 'g')
  const fieldBytes = fields.bytes()
  const head = new Writer().byte('l'.charCodeAt(0)).byte(1).byte(0).byte(1)
  const bodyBytes = body.bytes()
  head.word(bodyBytes.length).word(serial).word(fieldBytes.length)
  return concat([head.bytes(), fieldBytes, new Uint8Array(-fieldBytes.length & 7), bodyBytes])
}

/** The message at the start of the bytes and its length; 'more' when it goes on behind them, undefined when it is none. */
export function readDbus(bytes: Uint8Array): { readonly message: DbusMessage; readonly size: number } | 'more' | undefined {
  if (bytes.length > 0 && bytes[0] !== 0x6c && bytes[0] !== 0x42) return undefined
  if (bytes.length < headerSize) return 'more'
  const little = bytes[0] === 0x6c
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const [bodySize, serial, fieldsSize] = [view.getUint32(4, little), view.getUint32(8, little), view.getUint32(12, little)]
  const bodyStart = headerSize + fieldsSize + (-fieldsSize & 7)
  const size = bodyStart + bodySize
  const type = types[(bytes[1] ?? 0) - 1]
  if (type === undefined || bytes[3] !== 1 || size > largest) return undefined
  if (bytes.length < size) return 'more'
  try {
    const fields = new Map<number, DbusValue>()
    const header = new Reader(bytes.subarray(0, headerSize + fieldsSize), headerSize, little)
    while (!header.atEnd()) {
      header.align(8)
      fields.set(header.byte(), header.value('v'))
    }
    const body: DbusValue[] = []
    const reader = new Reader(bytes.subarray(bodyStart, size), 0, little)
    for (const one of typesIn(String(fields.get(field.signature) ?? ''))) body.push(reader.value(one))
    const replyTo = fields.get(field.replyTo)
    const name = String(fields.get(type === 'error' ? field.error : field.member) ?? '')
    return { message: { type, serial, name, body, ...(typeof replyTo === 'number' && { replyTo }) }, size }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

class Writer {
  private readonly out: number[] = []

  align(to: number): this {
    while (this.out.length % to !== 0) this.out.push(0)
    return this
  }

  byte(value: number): this {
    this.out.push(value)
    return this
  }

  word(value: number): this {
    this.align(4)
    for (const shift of [0, 8, 16, 24]) this.out.push((value >>> shift) & 0xff)
    return this
  }

  signature(text: string): this {
    return this.text(text, true)
  }

  text(text: string, short = false): this {
    const bytes = bytesOf(text)
    if (short) this.byte(bytes.length)
    else this.word(bytes.length)
    for (const byte of bytes) this.out.push(byte)
    return this.byte(0)
  }

  value(value: string | readonly string[]): this {
    if (typeof value === 'string') return this.text(value)
    // Each text begins at a multiple of four, as the list's own length ends there.
    const items = new Writer()
    for (const text of value) items.align(4).text(text)
    const bytes = items.bytes()
    this.word(bytes.length)
    for (const byte of bytes) this.out.push(byte)
    return this
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.out)
  }
}

const alignments: Readonly<Record<string, number>> = {
  n: 2,
  q: 2,
  i: 4,
  u: 4,
  b: 4,
  h: 4,
  s: 4,
  o: 4,
  a: 4,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
}

/** Throws a RangeError where the bytes are not what the signature says. */
class Reader {
  private readonly view: DataView
  private readonly bytes: Uint8Array
  private readonly little: boolean
  private at: number

  constructor(bytes: Uint8Array, at: number, little: boolean) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.little = little
    this.at = at
  }

  atEnd(): boolean {
    return this.at >= this.bytes.length
  }

  align(to: number): void {
    this.at += -this.at & (to - 1)
  }

  byte(): number {
    return this.view.getUint8(this.at++)
  }

  value(type: string, depth = 0): DbusValue {
    if (depth > deepest) throw new RangeError('nested too deeply')
    this.align(alignments[type[0] ?? ''] ?? 1)
    const number = <T>(size: number, read: (at: number, little: boolean) => T): T => {
      const value = read.call(this.view, this.at, this.little)
      this.at += size
      return value
    }
    const { view } = this
    switch (type[0]) {
      case 'y':
        return this.byte()
      case 'n':
        return number(2, view.getInt16)
      case 'q':
        return number(2, view.getUint16)
      case 'i':
        return number(4, view.getInt32)
      case 'u':
      case 'h':
        return number(4, view.getUint32)
      case 'b':
        return number(4, view.getUint32) !== 0
      case 'x':
        return number(8, view.getBigInt64)
      case 't':
        return number(8, view.getBigUint64)
      case 'd':
        return number(8, view.getFloat64)
      case 's':
      case 'o':
        return this.text(number(4, view.getUint32))
      case 'g':
        return this.text(this.byte())
      case 'v': {
        const [inner, ...more] = typesIn(this.text(this.byte()))
        if (inner === undefined || more.length > 0) throw new RangeError('a variant holds one value')
        return this.value(inner, depth + 1)
      }
      case 'a':
        return this.list(type.slice(1), number(4, view.getUint32), depth + 1)
      case '(':
      case '{':
        return typesIn(type.slice(1, -1)).map(one => this.value(one, depth + 1))
      default:
        throw new RangeError('no such type')
    }
  }

  private list(item: string, size: number, depth: number): readonly DbusValue[] {
    this.align(alignments[item[0] ?? ''] ?? 1)
    const end = this.at + size
    if (end > this.bytes.length) throw new RangeError('a list longer than the message')
    const items: DbusValue[] = []
    while (this.at < end) {
      const before = this.at
      items.push(this.value(item, depth))
      if (this.at === before) throw new RangeError('values without bytes')
    }
    if (this.at !== end) throw new RangeError('a value beyond its list')
    return items
  }

  private text(size: number): string {
    const end = this.at + size
    if (end >= this.bytes.length || this.bytes[end] !== 0) throw new RangeError('a text without its end')
    const text = textOf(this.bytes.subarray(this.at, end))
    this.at = end + 1
    return text
  }
}

/** The single complete types of a signature. Throws a RangeError when it is none. */
function typesIn(signature: string): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at)
    found.push(signature.slice(at, end))
    at = end
  }
  return found
}

function endOfType(signature: string, start: number): number {
  let open = 0
  for (let at = start; at < signature.length; at++) {
    const one = signature[at] ?? ''
    if (one === '(' || one === '{') open++
    else if (one === ')' || one === '}') open--
    else if (!/[ynqiubhxtdsogva]/.test(one)) break
    if (open < 0) break
    if (open === 0 && one !== 'a') return at + 1
  }
  throw new RangeError('no signature')
}
