// A systemd journal file for tests: a header, and a data object and an entry for each message.
import { bytesOf, concat } from '../src/core/bytes.ts'

export function journalBytes(messages: readonly { readonly text: string; readonly at: number }[], compact: boolean): Uint8Array {
  const header = new Uint8Array(256)
  header.set(bytesOf('LPKSHHRH'))
  const parts: Uint8Array[] = [header]
  let length = header.length
  const add = (part: Uint8Array): number => {
    const at = length
    parts.push(part)
    length += part.length
    return at
  }
  let tail = 0
  for (const { text, at } of messages) {
    const payload = bytesOf(`MESSAGE=${text}`)
    const before = compact ? 72 : 64
    const data = new Uint8Array(Math.ceil((before + payload.length) / 8) * 8)
    data[0] = 1
    data.set(payload, before)
    const dataView = new DataView(data.buffer)
    dataView.setBigUint64(8, BigInt(before + payload.length), true)
    dataView.setBigUint64(40, BigInt(length + data.length), true)
    add(data)
    const entry = new Uint8Array(64)
    entry[0] = 3
    const entryView = new DataView(entry.buffer)
    entryView.setBigUint64(8, 64n, true)
    entryView.setBigUint64(24, BigInt(at) * 1000n, true)
    tail = add(entry)
  }
  const view = new DataView(header.buffer)
  view.setUint32(12, compact ? 16 : 0, true)
  view.setBigUint64(136, BigInt(tail), true)
  return concat(parts)
}
