// One line of a syslog file: when, which host, which program, and what it said. RFC 3164 as daemons really write it, RFC 5424, busybox.
import type { RecordTime } from '../../core/log-format.ts'
import { bsdStamp, digits, isoStamp } from './record-time.ts'

export interface SyslogRecord {
  readonly time: RecordTime
  readonly host: string
  /** Without its directory, its "(module)" and its pid: "sshd", "CRON", "systemd". */
  readonly program: string
  readonly pid: number | undefined
  readonly message: string
}

const longestTag = 64
/** busybox puts "auth.info" between host and tag. */
const facility = /^[a-z0-9]{3,12}\.[a-z]{3,7}$/

/** When the line was written; undefined when it begins with no time. */
export function syslogTime(line: string): RecordTime | undefined {
  return stampOf(line)?.time
}

function stampOf(line: string) {
  const first = line.charCodeAt(0)
  if (first >= 65 && first <= 90) return bsdStamp(line)
  if (first >= 48 && first <= 57) return isoStamp(line)
  if (first !== 60) return undefined
  const at = line.indexOf('>') + 1
  if (at < 3 || at > 5) return undefined
  return bsdStamp(line, at) ?? isoStamp(line, at) ?? (line.startsWith('1 ', at) ? isoStamp(line, at + 2) : undefined)
}

/** As `syslogRecord`, for the lines of one log: neighbours share their host and often their program and their second, and those are not read anew. */
export function openSyslogRecords(): (line: string) => SyslogRecord | undefined {
  let stamp = ''
  let head = '-'
  let last: SyslogRecord | undefined
  return line => {
    if (last !== undefined && line.startsWith(head, stamp.length)) {
      const from = stamp.length + head.length
      const close = line.indexOf(']: ', from)
      const pid = close < 0 || close > from + 10 ? -1 : digits(line, from, close - from)
      const time = line.startsWith(stamp) ? last.time : timeUpTo(line, stamp.length)
      if (pid >= 0 && time !== undefined) {
        if (time !== last.time) stamp = line.slice(0, stamp.length)
        last = { time, host: last.host, program: last.program, pid, message: line.slice(close + 3) }
        return last
      }
    }
    const record = syslogRecord(line)
    if (record?.pid === undefined) return record
    const end = stampOf(line)?.end ?? 0
    const shared = line.slice(end, line.indexOf('[', end) + 1)
    if (headLike.test(shared)) {
      stamp = line.slice(0, end)
      head = shared
      last = record
    }
    return record
  }
}

/** When the line was written, if that is all that it begins with. */
function timeUpTo(line: string, length: number): RecordTime | undefined {
  const found = stampOf(line)
  return found?.end === length ? found.time : undefined
}

const headLike = /^ \S{1,255} [^\s:[\]/(]{1,64}\[$/

/** Every part is taken at its place from the left, so that nothing inside of the message can pass for a head. */
export function syslogRecord(line: string): SyslogRecord | undefined {
  if (line.charCodeAt(0) === 60 && line.startsWith('>1 ', line.indexOf('>'))) return rfc5424(line)
  const stamp = stampOf(line)
  if (stamp === undefined || line.charCodeAt(stamp.end) !== 32) return undefined
  const hostEnd = line.indexOf(' ', stamp.end + 1)
  if (hostEnd < 0) return undefined
  const host = line.slice(stamp.end + 1, hostEnd)
  let at = hostEnd + 1
  const next = line.indexOf(' ', at)
  if (next > 0 && next - at < 21 && line.charCodeAt(next - 1) !== 58 && facility.test(line.slice(at, next))) at = next + 1
  for (let end = at; end < at + longestTag; end++) {
    const code = line.charCodeAt(end)
    if (code === 58) return record(stamp.time, host, line.slice(at, end), undefined, line, end + 1)
    if (code === 91) {
      const close = line.indexOf(']', end)
      const pid = close < 0 || close > end + 11 ? Number.NaN : Number(line.slice(end + 1, close))
      if (!Number.isInteger(pid)) return undefined
      return record(stamp.time, host, line.slice(at, end), pid, line, line.charCodeAt(close + 1) === 58 ? close + 2 : close + 1)
    }
    if (!(code > 32)) return undefined
  }
  return undefined
}

function record(
  time: RecordTime,
  host: string,
  tag: string,
  pid: number | undefined,
  line: string,
  from: number,
): SyslogRecord | undefined {
  if (tag === '') return undefined
  const at = line.charCodeAt(from) === 32 ? from + 1 : from
  return { time, host, program: programOf(tag), pid, message: line.slice(at) }
}

function programOf(tag: string): string {
  const base = tag.charCodeAt(0) === 47 ? tag.slice(tag.lastIndexOf('/') + 1) : tag
  const module = base.indexOf('(')
  return module > 0 ? base.slice(0, module) : base
}

const version1 = /^<\d{1,3}>1 \S{1,40} (\S{1,255}) (\S{1,48}) (\S{1,128}) \S{1,32} (?:-|(?:\[(?:[^\]\\]|\\.){0,2000}\])+) ?/

function rfc5424(line: string): SyslogRecord | undefined {
  const stamp = isoStamp(line, line.indexOf('>') + 3)
  const head = version1.exec(line)
  if (stamp === undefined || head === null) return undefined
  const pid = Number(head[3])
  const message = line.slice(head[0].length).replace(/^\ufeff/, '')
  return { time: stamp.time, host: head[1] ?? '', program: programOf(head[2] ?? ''), pid: Number.isInteger(pid) ? pid : undefined, message }
}
