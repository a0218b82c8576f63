// Writes captures as pcapng, each interface described before its first packet, packets with a comment where there is something to say.
import { bytesOf } from '../../core/bytes.ts'

const block = { section: 0x0a0d0d0a, interface: 1, enhanced: 6 } as const
const option = { comment: 1, name: 2, application: 4 } as const
const byteOrderMagic = 0x1a2b3c4d
const roomSize = 1 << 20
const two32 = 2 ** 32

export class PcapngWriter {
  private room = new Uint8Array(roomSize)
  private view = new DataView(this.room.buffer)
  private used = 0
  private readonly devices = new Map<string, number>()
  private readonly out: (bytes: Uint8Array) => void

  /** `out` takes the bytes, which are valid only during the call. */
  constructor(out: (bytes: Uint8Array) => void) {
    this.out = out
    const name = optionsOf([[option.application, 'davylamp']])
    this.begin(block.section, 16 + name.length)
    this.words(byteOrderMagic, 1, -1, -1)
    this.bytes(name, 0, name.length)
    this.end(16 + name.length)
  }

  /** `at`: microseconds since 1970. `device`: name of the interface. */
  packet(
    bytes: Uint8Array,
    start: number,
    end: number,
    original: number,
    at: number,
    { link, device }: { readonly link: number; readonly device: string },
    comment = '',
  ): void {
    const index = this.deviceOf(device, link)
    const said = comment === '' ? new Uint8Array(0) : optionsOf([[option.comment, comment]])
    const length = 20 + padded(end - start) + said.length
    const ticks = Math.trunc(at)
    this.begin(block.enhanced, length)
    this.words(index, Math.floor(ticks / two32), ticks % two32, end - start, original)
    this.bytes(bytes, start, end)
    this.used += padded(end - start) - (end - start)
    this.bytes(said, 0, said.length)
    this.end(length)
  }

  flush(): void {
    if (this.used > 0) this.out(this.room.subarray(0, this.used))
    this.used = 0
  }

  private deviceOf(name: string, link: number): number {
    const key = `${link} ${name}`
    const known = this.devices.get(key)
    if (known !== undefined) return known
    const index = this.devices.size
    this.devices.set(key, index)
    const options = optionsOf([[option.name, name]])
    this.begin(block.interface, 8 + options.length)
    this.words(link, 0)
    this.bytes(options, 0, options.length)
    this.end(8 + options.length)
    return index
  }

  private begin(type: number, length: number): void {
    const needed = 12 + length
    if (this.used + needed > this.room.length) this.flush()
    if (needed > this.room.length) {
      this.room = new Uint8Array(needed)
      this.view = new DataView(this.room.buffer)
    }
    this.room.fill(0, this.used, this.used + needed)
    this.words(type, needed)
  }

  private end(length: number): void {
    this.words(12 + length)
  }

  private words(...values: readonly number[]): void {
    for (const value of values) {
      this.view.setUint32(this.used, value >>> 0, true)
      this.used += 4
    }
  }

  private bytes(bytes: Uint8Array, start: number, end: number): void {
    this.room.set(bytes.subarray(start, end), this.used)
    this.used += end - start
  }
}

/** Options with their end. */
function optionsOf(options: readonly (readonly [code: number, text: string])[]): Uint8Array {
  const parts = options.map(([code, text]) => ({ code, text: bytesOf(text).subarray(0, 60_000) }))
  const all = new Uint8Array(parts.reduce((sum, { text }) => sum + 4 + padded(text.length), 4))
  const view = new DataView(all.buffer)
  let at = 0
  for (const { code, text } of parts) {
    view.setUint16(at, code, true)
    view.setUint16(at + 2, text.length, true)
    all.set(text, at + 4)
    at += 4 + padded(text.length)
  }
  return all
}

function padded(length: number): number {
  return (length + 3) & ~3
}
