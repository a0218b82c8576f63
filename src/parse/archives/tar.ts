// tar as package managers write it: ustar with GNU's long names and pax headers (tar(5)).
import { textOf } from '../../core/bytes.ts'
import { absolute, type PackedFile } from './packed-file.ts'

const block = 512
const types: Readonly<Record<string, PackedFile['type']>> = {
  0: 'file',
  '\0': 'file',
  7: 'file',
  1: 'hardlink',
  2: 'symlink',
  5: 'directory',
}

/** Entries in their order, up to the first damaged one; blocks of zeros between archives that follow one another are passed over. */
export function* tarEntries(bytes: Uint8Array): Generator<PackedFile> {
  let long = new Map<string, string>()
  for (let at = 0; at + block <= bytes.length; ) {
    const head = bytes.subarray(at, at + block)
    if (head.every(byte => byte === 0)) {
      at += block
      continue
    }
    const size = decimalOf(long.get('size')) ?? numberIn(head.subarray(124, 136))
    if (!hasRightSum(head) || size === undefined || at + block + size > bytes.length) return
    const content = bytes.subarray(at + block, at + block + size)
    const kind = String.fromCharCode(head[156]!)
    at += block + Math.ceil(size / block) * block
    if (kind === 'L') long.set('path', untilNul(content))
    else if (kind === 'K') long.set('linkpath', untilNul(content))
    else if (kind === 'x') for (const [key, value] of paxRecords(content)) long.set(key, value)
    else if (kind !== 'g') {
      yield entryOf(head, kind, content, long)
      long = new Map()
    }
  }
}

function entryOf(head: Uint8Array, kind: string, content: Uint8Array, long: ReadonlyMap<string, string>): PackedFile {
  const text = (from: number, length: number): string => untilNul(head.subarray(from, from + length))
  const number = (from: number, length: number): number => numberIn(head.subarray(from, from + length)) ?? 0
  const prefix = text(257, 5) === 'ustar' && head[262] === 0 ? text(345, 155) : ''
  return {
    path: absolute(long.get('path') ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`)),
    type: types[kind] ?? 'other',
    mode: number(100, 8) & 0o7777,
    uid: number(108, 8),
    gid: number(116, 8),
    user: long.get('uname') ?? text(265, 32),
    group: long.get('gname') ?? text(297, 32),
    mtime: decimalOf(long.get('mtime')) ?? number(136, 12),
    target: long.get('linkpath') ?? text(157, 100),
    content,
  }
}

/** Octal digits, or with the highest bit set a big-endian number. */
function numberIn(field: Uint8Array): number | undefined {
  if ((field[0]! & 0x80) === 0) {
    const digits = untilNul(field).trim()
    return /^[0-7]{0,12}$/.test(digits) ? Number.parseInt(digits || '0', 8) : undefined
  }
  const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, field[0]! & 0x7f)
  return Number.isSafeInteger(value) ? value : undefined
}

/** A number of a pax record, which may have a fraction. */
function decimalOf(text = ''): number | undefined {
  return /^\d{1,15}(?:\.\d*)?$/.test(text) ? Math.floor(Number(text)) : undefined
}

/** The sum of the header's bytes, its own field counted as blanks. */
function hasRightSum(head: Uint8Array): boolean {
  const sum = head.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
  return numberIn(head.subarray(148, 156)) === sum
}

/** "length key=value\n", the length that of the whole record. */
function* paxRecords(bytes: Uint8Array): Generator<readonly [string, string]> {
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(/^\d{1,9} /.exec(textOf(bytes.subarray(at, at + 10)))?.[0] ?? '', 10)
    if (!(length > 4 && at + length <= bytes.length)) return
    const [, key = '', value = ''] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(textOf(bytes.subarray(at, at + length))) ?? []
    if (key !== '') yield [key, value]
    at += length
  }
}

function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return textOf(end < 0 ? bytes : bytes.subarray(0, end))
}
