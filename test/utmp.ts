// Records of utmp, wtmp and btmp as bytes, in any of their layouts.
import { bytesOf } from '../src/core/bytes.ts'
import type { UtmpLayout, UtmpRecord } from '../src/parse/files/utmp.ts'

export function utmpBytes(given: Partial<UtmpRecord>, layout: UtmpLayout = { size: 384, littleEndian: true }): Uint8Array {
  const out = new Uint8Array(layout.size)
  const view = new DataView(out.buffer)
  const little = layout.littleEndian
  view.setUint16(0, given.type ?? 7, little)
  view.setInt32(4, given.pid ?? 1, little)
  out.set(bytesOf(given.tty ?? ''), 8)
  out.set(bytesOf(given.user ?? ''), 44)
  out.set(bytesOf(given.host ?? ''), 76)
  const seconds = Math.floor((given.at ?? 0) / 1000)
  if (layout.size === 384) view.setUint32(340, seconds, little)
  else view.setBigInt64(344, BigInt(seconds), little)
  out.set(addressBytes(given.address ?? ''), layout.size === 384 ? 348 : 360)
  return out
}

/** Network order; of IPv6 only the forms that tests use: groups before and after one "::". */
function addressBytes(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address === '' ? [] : address.split('.').map(Number))
  const [before = [], after = []] = address.split('::').map(part => part.split(':').filter(group => group !== ''))
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return Uint8Array.from(groups.flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]))
}
