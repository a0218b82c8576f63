// Addresses of the flow table as text.
import { ipv6Text } from '../../parse/proc/net-address.ts'
import type { FlowTable } from './table.ts'

export function addressText(table: FlowTable, slot: number, side: number): string {
  const bytes: number[] = []
  for (let i = 0; i < (table.isWide(slot) ? 4 : 1); i++) {
    const word = table.addressWord(slot, side, i)
    bytes.push(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255)
  }
  return bytes.length === 4 ? bytes.join('.') : ipv6Text(bytes)
}
