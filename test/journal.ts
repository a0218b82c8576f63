// Systemd journal files for tests, with all the tables and chains that journald makes.
import { bytesOf } from '../src/core/bytes.ts'
import { jenkinsHash, sipHash } from '../src/parse/journal/hash.ts'

export interface JournalRecord {
  readonly fields: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly at: number
  /** Microseconds since the boot. */
  readonly monotonic?: number
  /** One byte, of which the boot's id consists. */
  readonly boot?: number
  readonly seqnum?: number
  /** A seal after the entry, of this epoch. */
  readonly seal?: number
}

export interface JournalForm {
  readonly compact?: boolean
  readonly keyed?: boolean
  readonly sealed?: boolean
  readonly state?: number
}

const buckets = 7

export function journalBytes(records: readonly JournalRecord[], form: JournalForm = {}): Uint8Array {
  const { compact = true, keyed = true, sealed = false, state = 0 } = form
  const id = Uint8Array.from({ length: 16 }, (_, i) => i + 1)
  let out = Buffer.alloc(264)
  const u64 = (at: number, value: number): void => void out.writeBigUInt64LE(BigInt(value), at)
  const add = (type: number, payload: Uint8Array): number => {
    const at = out.length
    const object = Buffer.alloc(Math.ceil((16 + payload.length) / 8) * 8)
    object[0] = type
    object.writeBigUInt64LE(BigInt(16 + payload.length), 8)
    object.set(payload, 16)
    out = Buffer.concat([out, object])
    return at
  }
  const fieldTable = add(5, new Uint8Array(16 * buckets)) + 16
  const places = new Map<string, number>()
  const named = (key: string, type: number, start: number, text: string): number => {
    const known = places.get(key)
    if (known !== undefined) return known
    const bytes = bytesOf(text)
    const at = add(type, Uint8Array.from([...new Uint8Array(start - 16), ...bytes]))
    const [low, high] = keyed ? sipHash(bytes, id) : jenkinsHash(bytes)
    out.writeUInt32LE(low, at + 16)
    out.writeUInt32LE(high, at + 20)
    places.set(key, at)
    return at
  }
  const fieldOf = (name: string): number => {
    const fresh = !places.has(name)
    const at = named(name, 2, 40, name)
    const head = fieldTable + 16 * (out.readUInt32LE(at + 16) % buckets)
    if (fresh) {
      const tail = Number(out.readBigUInt64LE(head + 8))
      u64(tail === 0 ? head : tail + 24, at)
      u64(head + 8, at)
    }
    return at
  }
  const dataOf = (name: string, value: string): number => {
    const key = `${name}=${value}`
    const fresh = !places.has(key)
    const at = named(key, 1, compact ? 72 : 64, key)
    const field = fieldOf(name)
    if (fresh) {
      u64(at + 32, Number(out.readBigUInt64LE(field + 32)))
      u64(field + 32, at)
    }
    return at
  }
  const holders = new Map<number, number[]>()
  let tail = 0
  let seals = 0
  records.forEach(({ fields, at: ms, monotonic = 1_000_000, boot = 7, seqnum, seal }, i) => {
    const items = Object.entries(fields)
      .map(([name, value]) => dataOf(name, value))
      .toSorted((a, b) => a - b)
    const payload = Buffer.alloc(48 + items.length * (compact ? 4 : 16))
    const words = [seqnum ?? i + 1, ms * 1000, monotonic]
    words.forEach((word, n) => {
      payload.writeBigUInt64LE(BigInt(word), 8 * n)
    })
    payload.fill(boot, 24, 40)
    items.forEach((item, n) => {
      if (compact) payload.writeUInt32LE(item, 48 + 4 * n)
      else payload.writeBigUInt64LE(BigInt(item), 48 + 16 * n)
    })
    tail = add(3, payload)
    for (const item of items) holders.set(item, [...(holders.get(item) ?? []), tail])
    if (seal === undefined) return
    const tag = Buffer.alloc(48)
    tag.writeBigUInt64LE(BigInt(++seals), 0)
    tag.writeBigUInt64LE(BigInt(seal), 8)
    tail = add(7, tag)
  })
  for (const [data, [first = 0, ...others]] of holders) {
    u64(data + 40, first)
    u64(data + 56, 1 + others.length)
    if (others.length === 0) continue
    const array = Buffer.alloc(8 + others.length * (compact ? 4 : 8))
    others.forEach((entry, n) => {
      if (compact) array.writeUInt32LE(entry, 8 + 4 * n)
      else array.writeBigUInt64LE(BigInt(entry), 8 + 8 * n)
    })
    tail = add(6, array)
    u64(data + 48, tail)
  }
  out.write('LPKSHHRH')
  out.writeUInt32LE(sealed ? 1 : 0, 8)
  out.writeUInt32LE((compact ? 16 : 0) | (keyed ? 4 : 0), 12)
  out[16] = state
  out.set(id, 24)
  out.set(id, 72)
  const seqnum = (record: JournalRecord | undefined, i: number): number => (record === undefined ? 0 : (record.seqnum ?? i + 1))
  const last = records.length - 1
  const words = [
    264,
    out.length - 264,
    0,
    0,
    fieldTable,
    16 * buckets,
    tail,
    0,
    records.length,
    seqnum(records[last], last),
    seqnum(records[0], 0),
  ]
  words.forEach((word, n) => {
    u64(88 + 8 * n, word)
  })
  u64(184, (records[0]?.at ?? 0) * 1000)
  u64(192, (records[last]?.at ?? 0) * 1000)
  return new Uint8Array(out)
}
