// lastlog: of each account the last login, an array by uid.
import { bytesOf } from '../../core/bytes.ts'
import type { BinaryFormat, Draft, LogExtent, LogFlaw, ReadBytes, RecordTime } from '../../core/log-format.ts'
import { type LastlogRecord, lastlogSizes, parseLastlog } from '../files/lastlog.ts'

/** The file is sparse and may seem to be a terabyte long: ordinary accounts are looked at, those of directory services are not. */
const mostUids = 70_000
const recordsAtOnce = 1024

interface Found {
  readonly uid: number
  readonly record: LastlogRecord
}

function* recordsOf(at: ReadBytes, size: number, length: number): Generator<Found> {
  const accounts = Math.min(mostUids, Math.floor(size / length))
  for (let first = 0; first < accounts; first += recordsAtOnce) {
    const bytes = at(first * length, Math.min(recordsAtOnce, accounts - first) * length) ?? new Uint8Array(0)
    for (let i = 0; (i + 1) * length <= bytes.length; i++) {
      if (bytes[i * length] === 0 && bytes[i * length + 1] === 0 && bytes[i * length + 2] === 0) continue
      const raw = bytes.subarray(i * length, (i + 1) * length)
      const record = parseLastlog(raw) ?? parseLastlog(raw, false)
      if (record !== undefined) yield { uid: first + i, record }
    }
  }
}

/** Under the size of record with which more of them make sense. */
function best(at: ReadBytes, size: number): readonly Found[] {
  const [short = [], long = []] = lastlogSizes.map(length => [...recordsOf(at, size, length)])
  return long.length > short.length ? long : short
}

const timeOf = ({ record }: Found): RecordTime => ({ ms: record.at, zoned: true, grain: 1 })

function* read(at: ReadBytes, size: number): Generator<Draft | LogFlaw> {
  for (const found of best(at, size)) {
    const { uid, record } = found
    const { tty, host } = record
    yield {
      time: timeOf(found),
      verb: 'login',
      outcome: 'success',
      user: uid === 0 ? 'root' : `#${uid}`,
      address: /^[\d.]{7,15}$|^[\da-f:]*:[\da-f:.]*$/i.test(host) ? host : undefined,
      method: tty,
      locus: `#uid=${uid}`,
      excerpt: `last login of uid ${uid} at ${tty} from ${host}`,
    }
  }
  const seen = mostUids * lastlogSizes[0]
  if (size > seen) yield { flaw: 'unsupported', detail: `accounts above uid ${mostUids - 1} were not looked at`, locus: `@${seen}` }
}

function extent(at: ReadBytes, size: number): LogExtent | undefined {
  const found = best(at, size).toSorted((a, b) => a.record.at - b.record.at)
  const [first] = found
  return { records: found.length, from: first && timeOf(first), to: first && timeOf(found.at(-1)!) }
}

export const lastlogLog: BinaryFormat = {
  id: 'lastlog',
  summary: { zh: '各账户最近一次登录(lastlog)', en: 'the last login of each account (lastlog)' },
  techniques: ['T1078'],
  references: ['man:lastlog(8)'],
  form: 'binary',
  source: 'last-logins',
  trust: 'service',
  paths: ['/var/log/lastlog'],
  recognise(head, name) {
    if (!name.startsWith('lastlog')) return 0
    const bytes = bytesOf(head)
    return best((from, length) => bytes.subarray(from, from + length), bytes.length).length > 0 ? 0.8 : 0.2
  },
  read,
  extent,
}
