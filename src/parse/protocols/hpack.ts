// HPACK (RFC 7541), the way HTTP/2 writes header fields: a static table, a table that grows as the connection goes on, and literals. Bounded throughout.
import { huffmanBytes } from './hpack-huffman.ts'

/** Of the fields of one block, counted as RFC 7541 §4.1 does. */
const mostFields = 128 << 10
/** The default is 4 KiB, and a client may use no more than its server allows; whoever uses more than this is not followed. */
const longestTable = 16 << 10
const overhead = 32

export interface Field {
  readonly name: string
  readonly value: string
}

/** One direction of a connection. */
export class Hpack {
  /** Oldest first, from `first` on. */
  private table: Field[] = []
  private first = 0
  private size = 0
  private limit = 4096
  private bytes: Uint8Array = new Uint8Array(0)
  private at = 0

  /** The fields of one whole block; undefined when it is none or too much: nothing that follows can be understood then. */
  read(block: Uint8Array): readonly Field[] | undefined {
    this.bytes = block
    this.at = 0
    const fields: Field[] = []
    let total = 0
    while (this.at < block.length) {
      const first = block[this.at]!
      if (first >= 0x20 && first < 0x40) {
        const limit = this.number(5)
        if (limit < 0 || limit > longestTable) return undefined
        this.limit = limit
        this.evict()
        continue
      }
      const field = first >= 0x80 ? this.entry(this.number(7)) : this.literal(first >= 0x40)
      if (field === undefined) return undefined
      total += sizeOf(field)
      if (total > mostFields) return undefined
      fields.push(field)
    }
    return fields
  }

  private literal(isKept: boolean): Field | undefined {
    const index = this.number(isKept ? 6 : 4)
    const name = index === 0 ? this.text() : this.entry(index)?.name
    const value = name === undefined ? undefined : this.text()
    if (name === undefined || value === undefined) return undefined
    const field = { name, value }
    if (isKept) {
      this.table.push(field)
      this.size += sizeOf(field)
      this.evict()
    }
    return field
  }

  private entry(index: number): Field | undefined {
    if (index < 1) return undefined
    const place = this.table.length - (index - staticTable.length)
    return index <= staticTable.length ? staticTable[index - 1] : place >= this.first ? this.table[place] : undefined
  }

  private evict(): void {
    while (this.size > this.limit) this.size -= sizeOf(this.table[this.first++]!)
    if (this.first <= 64 || this.first * 2 < this.table.length) return
    this.table = this.table.slice(this.first)
    this.first = 0
  }

  /** An integer whose first byte has so many bits of it (§5.1); -1 when it is none, or above 2^28. */
  private number(bits: number): number {
    const most = (1 << bits) - 1
    let value = this.bytes[this.at++]! & most
    if (value < most) return value
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) return -1
      value += (byte & 127) << shift
      if (byte < 128) return value
    }
    return -1
  }

  private text(): string | undefined {
    const { bytes } = this
    if (this.at >= bytes.length) return undefined
    const isPacked = bytes[this.at]! >= 128
    const length = this.number(7)
    const end = this.at + length
    if (length < 0 || end > bytes.length) return undefined
    const plain = isPacked ? huffmanBytes(bytes, this.at, end, mostFields) : bytes.subarray(this.at, end)
    this.at = end
    return plain === undefined ? undefined : latin(plain)
  }
}

function sizeOf({ name, value }: Field): number {
  return name.length + value.length + overhead
}

function latin(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

/** Appendix A, in its order. */
const staticTable: readonly Field[] = [
  ':authority|:method GET|:method POST|:path /|:path /index.html|:scheme http|:scheme https|:status 200|:status 204|:status 206|:status 304',
  ':status 400|:status 404|:status 500|accept-charset|accept-encoding gzip, deflate|accept-language|accept-ranges|accept',
  'access-control-allow-origin|age|allow|authorization|cache-control|content-disposition|content-encoding|content-language|content-length',
  'content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|if-range',
  'if-unmodified-since|last-modified|link|location|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after',
  'server|set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate',
]
  .join('|')
  .split('|')
  .map(line => {
    const [name = '', ...value] = line.split(' ')
    return { name, value: value.join(' ') }
  })
