// Messages of the DNS (RFC 1035 §4): the question, and the addresses that answer it. Names are followed backwards only, so that no loop is endless.
import { u16be } from '../big-endian.ts'
import { ipv6Text } from '../proc/net-address.ts'

export const recordType = { a: 1, cname: 5, null: 10, mx: 15, txt: 16, aaaa: 28, srv: 33, private: 65_399 } as const

/** A message as far as it has been looked at; filled again for each. */
export class DnsQuestion {
  isAnswer = false
  answers = 0
  code = 0
  type = 0
  /** The name in lower case with dots, without the last. */
  readonly name = new Uint8Array(256)
  length = 0
  longestLabel = 0
  /** Where the answers begin. */
  next = 0

  /** False when it is no message with one question. Allocates nothing. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < 17) return false
    const flags = u16be(bytes, start + 2)
    this.isAnswer = (flags & 0x8000) !== 0
    // Only ordinary questions; reserved bit clear; one question.
    if ((flags & 0x7840) !== 0 || u16be(bytes, start + 4) !== 1) return false
    this.answers = u16be(bytes, start + 6)
    this.code = flags & 15
    if (!this.isAnswer && (this.answers > 0 || this.code !== 0)) return false
    let at = start + 12
    let length = 0
    this.longestLabel = 0
    for (;;) {
      const size = bytes[at++]!
      if (size === 0) break
      if (size > 63 || at + size >= end || length + size + 1 > 255) return false
      if (length > 0) this.name[length++] = 46
      for (const last = at + size; at < last; at++) {
        const byte = bytes[at]!
        this.name[length++] = byte >= 65 && byte <= 90 ? byte | 32 : byte
      }
      if (size > this.longestLabel) this.longestLabel = size
    }
    if (at + 4 > end) return false
    this.length = length
    this.type = u16be(bytes, at)
    this.next = at + 4
    const kind = u16be(bytes, at + 2) & 0x7fff
    return kind === 1 || kind === 255
  }
}

const mostAnswers = 64

export interface AddressRecord {
  readonly address: string
  /** How long it may be remembered. */
  readonly seconds: number
}

/** The addresses among the answers. */
export function answeredAddresses(bytes: Uint8Array, end: number, question: DnsQuestion): readonly string[] {
  return addressRecords(bytes, end, question).map(({ address }) => address)
}

export function addressRecords(bytes: Uint8Array, end: number, { next, answers }: DnsQuestion): readonly AddressRecord[] {
  const found: AddressRecord[] = []
  let at = next
  for (let i = 0; i < Math.min(answers, mostAnswers); i++) {
    at = afterName(bytes, at, end)
    if (at + 10 > end) break
    const type = u16be(bytes, at)
    // RFC 2181 §8: with its highest bit set it is zero.
    const seconds = (bytes[at + 4]! & 128) === 0 ? u16be(bytes, at + 4) * 65_536 + u16be(bytes, at + 6) : 0
    const data = at + 10
    at = data + u16be(bytes, at + 8)
    if (at > end) break
    if (type === recordType.a && at - data === 4) found.push({ address: bytes.subarray(data, at).join('.'), seconds })
    if (type === recordType.aaaa && at - data === 16) found.push({ address: ipv6Text([...bytes.subarray(data, at)]), seconds })
  }
  return found
}

/** A name ends at its first pointer, wherever that leads. */
function afterName(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end) {
    const size = bytes[at]!
    if (size >= 192) return at + 2
    if (size === 0) return at + 1
    if (size > 63) return end
    at += size + 1
  }
  return end
}
