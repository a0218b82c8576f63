// One log as a row of facts, oddities included.
import type { Row } from '../core/collector.ts'
import { type Gap, isGap } from '../core/gap.ts'
import { glob } from '../core/glob.ts'
import type { HostView, Stat } from '../core/host.ts'
import type { Instant } from '../core/instant.ts'
import { journalExtent, type LogExtent, textExtent, utmpExtent } from './log-extent.ts'
import type { LogPlace } from './log-places.ts'
import { utmpTail } from './utmp-tail.ts'

type Place = Omit<LogPlace, 'form'> & { readonly form: LogPlace['form'] | 'journal' }

const hour = 3_600_000
/** Logs are silent for a night now and then; two days is more than any cron job lets pass. */
const longestSilence = 48 * hour

/** Nothing when there is no such file. */
export function* logRow(host: HostView, place: Place): Generator<Row | Gap> {
  const { path } = place
  const own = host.files.lstat(path)
  if (isGap(own)) {
    if (own.why !== 'absent') yield own
    return
  }
  const { mtime, ctime, btime } = own
  if (own.type === 'symlink') {
    const target = host.files.readlink(path)
    if (target === '/dev/null') yield ['logFiles', { path, size: 0, mtime, ctime, btime, oddities: ['symlink to /dev/null'] }]
    if (target === '/dev/null' || isGap(host.files.stat(path))) return
  }
  const stat = own.type === 'symlink' ? host.files.stat(path) : own
  if (isGap(stat) || stat.type !== 'file') return
  const extent = extentOf(host, place, stat)
  const oddities = [
    ...flagOddities(stat),
    ...emptyOddities(host, place, stat),
    ...emptiedSinceBoot(host, place, stat),
    ...(extent.hole ? [holeName(place)] : []),
    ...silence(host, place, extent),
  ]
  yield [
    'logFiles',
    { path, size: stat.size, mtime: stat.mtime, ctime: stat.ctime, btime: stat.btime, first: extent.first, last: extent.last, oddities },
  ]
}

function holeName({ form }: Place): string {
  return form === 'utmp' ? 'blank records' : 'hole of NUL bytes'
}

function extentOf({ files }: HostView, { path, form }: Place, { size, mtime }: Stat): LogExtent {
  if (size === 0 || form === 'sparse' || form === 'history') return { hole: false }
  if (form === 'utmp') return utmpExtent(files, path)
  return form === 'journal' ? journalExtent(files, path) : textExtent(files, path, size, mtime)
}

/** What the file system itself was told to do with the file. */
function flagOddities({ immutable, appendOnly }: Stat): string[] {
  return [...(immutable === true ? ['immutable'] : []), ...(appendOnly === true ? ['append-only'] : [])]
}

/** Birth times before this are none: images built to be reproducible carry 1970 or the like. */
const earliestBirth = Date.UTC(2005, 0)

/** An empty file that changed after it was made once held something. One that logrotate just made did not. */
function emptyOddities(host: HostView, place: Place, { size, mtime, btime }: Stat): string[] {
  if (size > 0 || place.form === 'journal') return []
  const born = btime === undefined ? Number.NaN : Date.parse(btime)
  const emptied = mtime !== undefined && born > earliestBirth && Date.parse(mtime) - born > hour
  const before = rotated(host, place)
  return [...(emptied ? ['emptied'] : []), ...(before !== undefined && before.size > 0 ? ['empty beside a filled forerunner'] : [])]
}

/** A file that was made and never written has one time for both. */
const written = 100

/** Every boot is written to a wtmp that exists: one that changed after a boot and holds nothing was emptied, unless it was rotated. */
function emptiedSinceBoot(host: HostView, place: Place, { size, mtime, btime }: Stat): string[] {
  if (size > 0 || !place.path.endsWith('/wtmp') || mtime === undefined || btime === undefined) return []
  if (rotated(host, place) !== undefined || Date.parse(mtime) - Date.parse(btime) < written) return []
  const boot = bootTime(host)
  return boot !== undefined && Date.parse(mtime) > boot ? ['emptied since boot'] : []
}

/** Of the last boot by utmp; of a disk, where utmp is gone, of the earliest boot that the journal tells of. */
function bootTime(host: HostView): number | undefined {
  for (const path of ['/run/utmp', '/var/run/utmp']) {
    const utmp = utmpTail(host.files, path, 300)
    const boot = isGap(utmp) ? undefined : utmp.records.find(record => record.type === 2)?.at
    if (boot !== undefined) return boot
  }
  const journals = glob(host.files, '/var/log/journal/*/system*.journal', 50)
  const begins = journals.map(path => Date.parse(journalExtent(host.files, path).first ?? '')).filter(Number.isFinite)
  return begins.length === 0 ? undefined : Math.min(...begins)
}

/** The file that logrotate moved aside last, when it is not compressed. */
function rotated({ files }: HostView, { path }: Place): (Stat & { readonly path: string }) | undefined {
  const direct = files.lstat(`${path}.1`)
  if (!isGap(direct) && direct.type === 'file') return { ...direct, path: `${path}.1` }
  return undefined
}

function silence(host: HostView, place: Place, { first }: LogExtent): string[] {
  if (place.steady !== true || first === undefined) return []
  const before = rotated(host, place)
  if (before === undefined) return []
  const { last } = textExtent(host.files, before.path, before.size, before.mtime)
  const gap = last === undefined ? 0 : between(last, first)
  return gap > longestSilence ? [`gap of ${Math.round(gap / hour)} h`] : []
}

function between(a: Instant, b: Instant): number {
  return Date.parse(b) - Date.parse(a)
}
