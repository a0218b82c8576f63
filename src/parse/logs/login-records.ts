// Login records one after another, from a file of any size, around what is broken.
import { bytesOf } from '../../core/bytes.ts'
import { instantOf } from '../../core/instant.ts'
import type { LogExtent, LogFlaw, ReadBytes, RecordTime } from '../../core/log-format.ts'
import { layoutOf, type UtmpLayout, type UtmpRecord, utmpRecord } from '../files/utmp.ts'

const recordsAtOnce = 2048
/** Records from whose bytes the layout is told. */
const head = 64 * 400
/** A file that is no login file at all is not searched for one everywhere. */
const mostSearches = 500
const mostFlaws = 1000

export const timeOf = ({ at }: UtmpRecord): RecordTime | undefined => (at === undefined ? undefined : { ms: at, zoned: true, grain: 0.001 })
export const locusOf = ({ index }: UtmpRecord): string => `#${index}`

/** All records in the order of the file; their index counts from 0 where the records stand in a row. */
export function* loginRecords(at: ReadBytes, size: number): Generator<UtmpRecord | LogFlaw> {
  const layout = layoutOf(at(0, Math.min(head, size)) ?? new Uint8Array(0), size)
  let searches = 0
  let flaws = 0
  let blanks = 0
  let last: UtmpRecord | undefined
  for (let start = 0; start + layout.size <= size; ) {
    const bytes = at(start, Math.min(recordsAtOnce * layout.size, size - start))
    if (bytes === undefined || bytes.length < layout.size) break
    let place = 0
    for (; place + layout.size <= bytes.length; place += layout.size) {
      const index = Math.floor((start + place) / layout.size)
      const record = utmpRecord(bytes.subarray(place, place + layout.size), layout, index)
      if (record === 'blank') {
        blanks++
        continue
      }
      if (record === 'malformed') {
        const next = searches++ < mostSearches ? alignment(bytes, place, layout) : place + layout.size
        const lost = next - place
        if (flaws++ < mostFlaws) yield { flaw: 'corrupt', detail: `${lost} bytes are no login record`, locus: `@${start + place}` }
        place = next - layout.size
        continue
      }
      if (blanks > 0) yield blankRun(blanks, last, record)
      blanks = 0
      last = record
      yield record
    }
    start += place
  }
  if (blanks > 0) yield blankRun(blanks, last, undefined)
  const rest = size % layout.size
  if (rest > 0) yield { flaw: 'cut', detail: `the last ${rest} bytes are no whole record`, locus: `@${size - rest}` }
  if (flaws > mostFlaws) yield { flaw: 'corrupt', detail: `${flaws - mostFlaws} more places are broken`, locus: `@${size}` }
}

/** Where records go on after a broken one: in their row, unless two in a row stand at another place before. */
function alignment(bytes: Uint8Array, place: number, layout: UtmpLayout): number {
  const good = (from: number): boolean => {
    const record = utmpRecord(bytes.subarray(from, from + layout.size), layout, 0)
    return typeof record === 'object' && record.at !== undefined
  }
  for (let next = place + 4; next < place + layout.size && next + 2 * layout.size <= bytes.length; next += 4) {
    if (good(next) && good(next + layout.size)) return next
  }
  return place + layout.size
}

/** After a crash NUL bytes stand before the record of the next boot; anywhere else somebody wrote them over records. */
function blankRun(count: number, before: UtmpRecord | undefined, after: UtmpRecord | undefined): LogFlaw {
  const crash = after !== undefined && (after.type === 2 || after.type === 1)
  return {
    flaw: crash ? 'cut' : 'blank',
    detail: `${count} records of NUL bytes${crash ? ' before a boot, as a crash leaves them' : ''}`,
    locus: `#${after === undefined ? (before?.index ?? -1) + 1 : after.index - count}`,
    from: before && timeOf(before),
    to: after && timeOf(after),
  }
}

/** By the first and the last records that have a time. */
export function loginExtent(at: ReadBytes, size: number): LogExtent | undefined {
  const layout = layoutOf(at(0, Math.min(head, size)) ?? new Uint8Array(0), size)
  const whole = Math.floor(size / layout.size)
  const some = 64
  const timed = (from: number): RecordTime[] => {
    const bytes = at(from * layout.size, Math.min(some, whole - from) * layout.size) ?? new Uint8Array(0)
    return Array.from({ length: Math.floor(bytes.length / layout.size) }, (_, i) =>
      utmpRecord(bytes.subarray(i * layout.size, (i + 1) * layout.size), layout, i),
    ).flatMap(record => (typeof record === 'object' ? (timeOf(record) ?? []) : []))
  }
  return { records: whole, from: timed(0)[0], to: timed(Math.max(0, whole - some)).at(-1) }
}

/** Whether the beginning of a file is one of login records, 0–1. */
export function likeLogins(text: string): number {
  const bytes = bytesOf(text)
  const layout = layoutOf(bytes)
  const count = Math.min(8, Math.floor(bytes.length / layout.size))
  if (count === 0) return 0
  const good = Array.from({ length: count }, (_, i) => utmpRecord(bytes.subarray(i * layout.size, (i + 1) * layout.size), layout, i))
  return good.filter(record => typeof record === 'object' && record.at !== undefined).length / count
}

/** As utmpdump(1) shows it, without the padding. */
export function recordText({ type, pid, tty, user, host, address, at }: UtmpRecord): string {
  const time = at === undefined ? '' : (instantOf(at) ?? at)
  return `[${type}] [${pid}] [${user}] [${tty}] [${host}] [${address}] [${time}]`
}

/** The peer, where the record has an address and not a name or a kernel's version. */
export function peerOf({ address, host }: UtmpRecord): string | undefined {
  if (address !== '' && address !== '0.0.0.0') return address
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:%\w{1,15})?)$/i.test(host) ? host : undefined
}
