// Small ELF files for tests, built from scratch: inert headers that no kernel would run.
import { concat } from '../src/core/bytes.ts'

export interface ElfGiven {
  readonly bits?: 32 | 64
  readonly little?: boolean
  readonly type?: number
  readonly machine?: number
  readonly needed?: readonly string[]
  readonly exports?: readonly string[]
  readonly interpreter?: string
  /** Section types; none at all when left out. */
  readonly sections?: readonly number[]
  readonly body?: Uint8Array
  /** Size in memory of the loaded segment; its size in the file when left out. */
  readonly memory?: number
}

/** One loaded segment over the whole file, then what was asked for. */
export function elfOf(given: ElfGiven = {}): Uint8Array {
  const { bits = 64, little = true, type = 3, machine = 62, needed = [], exports = [], sections = [] } = given
  const wide = bits === 64
  const word = wide ? 8 : 4
  const dynamic = needed.length + exports.length > 0
  const [ehsize, phsize, shsize, symsize] = wide ? [64, 56, 64, 24] : [52, 32, 40, 16]
  const phnum = 1 + (dynamic ? 1 : 0) + (given.interpreter === undefined ? 0 : 1)
  const names = Buffer.from(`\0${[...needed, ...exports].map(n => `${n}\0`).join('')}`)
  const nameAt = (name: string): number => names.indexOf(`\0${name}\0`) + 1
  const interp = Buffer.from(given.interpreter === undefined ? '' : `${given.interpreter}\0`)
  const interpAt = ehsize + phnum * phsize
  const symAt = interpAt + interp.length
  const symbols = new Uint8Array(dynamic ? symsize * (exports.length + 1) : 0)
  const strAt = symAt + symbols.length
  const dynAt = strAt + (dynamic ? names.length : 0)
  const dynEntries: [number, number][] = [
    ...needed.map((n): [number, number] => [1, nameAt(n)]),
    [5, strAt],
    [10, names.length],
    [6, symAt],
    [0, 0],
  ]
  const dyn = new Uint8Array(dynamic ? dynEntries.length * 2 * word : 0)
  const put = (bytes: Uint8Array, at: number, value: number, size: 2 | 4 | 8): void => {
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    if (size === 8) view.setBigUint64(at, BigInt(value), little)
    else if (size === 4) view.setUint32(at, value, little)
    else view.setUint16(at, value, little)
  }
  const w = wide ? 8 : 4
  if (dynamic) {
    dynEntries.forEach(([tag, value], i) => {
      put(dyn, i * 2 * word, tag, w)
      put(dyn, i * 2 * word + word, value, w)
    })
    exports.forEach((name, i) => {
      const at = (i + 1) * symsize
      put(symbols, at, nameAt(name), 4)
      symbols[at + (wide ? 4 : 12)] = 0x12
      put(symbols, at + (wide ? 6 : 14), 1, 2)
    })
  }
  const body = given.body ?? new Uint8Array()
  const shAt = dynAt + dyn.length + body.length
  const total = shAt + sections.length * shsize
  const header = new Uint8Array(ehsize)
  header.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, little ? 1 : 2, 1])
  put(header, 16, type, 2)
  put(header, 18, machine, 2)
  put(header, wide ? 32 : 28, ehsize, w)
  put(header, wide ? 40 : 32, sections.length > 0 ? shAt : 0, w)
  const tailAt = wide ? 54 : 42
  ;[phsize, phnum, shsize, sections.length].forEach((value, i) => void put(header, tailAt + 2 * i, value, 2))
  const programHeader = (kind: number, offset: number, size: number, memory = size): Uint8Array => {
    const bytes = new Uint8Array(phsize)
    put(bytes, 0, kind, 4)
    const order = wide ? [8, 16, 24, 32, 40] : [4, 8, 12, 16, 20]
    ;[offset, offset, offset, size, memory].forEach((value, i) => void put(bytes, order[i] ?? 0, value, w))
    return bytes
  }
  const sectionHeaders = sections.map(kind => {
    const bytes = new Uint8Array(shsize)
    put(bytes, 4, kind, 4)
    return bytes
  })
  return concat([
    header,
    programHeader(1, 0, total, given.memory ?? total),
    ...(dynamic ? [programHeader(2, dynAt, dyn.length)] : []),
    ...(interp.length > 0 ? [programHeader(3, interpAt, interp.length)] : []),
    interp,
    symbols,
    dynamic ? names : new Uint8Array(),
    dyn,
    body,
    ...sectionHeaders,
  ])
}
