// The times of an incident's files as events: when each came, when it was changed last, and whose stated time cannot be.
//
// Birth and change of the inode are set by the kernel from its own clock; the time of the content can be set by its owner, and unpacking, copying with -p and
// downloading set it too. So a content older than the file is no sign by itself; the very time of a system file is.
import { eventId, type HostEvent } from '../core/event.ts'
import { isGap } from '../core/gap.ts'
import type { HostView, Stat } from '../core/host.ts'
import type { Instant } from '../core/instant.ts'
import type { FileOrigin } from '../core/origin.ts'
import { arrivalOf } from './anchor.ts'
import { minute, msOf, second } from './reckoning.ts'

type Times = Pick<FileOrigin, 'path' | 'uid' | 'ino' | 'dev' | 'size' | 'btime' | 'ctime' | 'mtime'>
type NameOf = (uid: number) => string

/** Whose times are borrowed with touch -r: what every host has, and nobody looks at. One line for each package. */
const lenders = [
  ['/bin/ls', '/usr/bin/ls', '/bin/cat'],
  ['/bin/bash'],
  ['/bin/sh'],
  ['/bin/ps'],
  ['/usr/sbin/sshd'],
  ['/etc/passwd'],
  ['/etc/hosts'],
]
/** Neighbours that came this close to the file are told of, at most so many of one directory. */
const near = 10 * minute
const mostNeighbours = 20
const mostNames = 2000
const mostFolders = 50
/** Places where packages lay thousands of files: neighbours there say nothing. */
const packaged =
  /^\/(?:usr\/(?!local\/)|s?bin\/|lib(?:32|64)?\/|boot\/|proc\/|sys\/|dev\/(?!shm\/)|etc\/[^/]+$|var\/(?:lib\/(?:dpkg|rpm|apt)|cache)\/)/
/** Another clock wrote it, or the clock was set: a content may be this much younger than the last change of its inode. */
const tolerance = 2 * second

/** `host` is absent where only what the scan kept is at hand: the neighbours are then not asked. */
export function fileEvents(name: string, files: readonly FileOrigin[], nameOf: NameOf, host?: HostView): readonly HostEvent[] {
  const borrowed = host === undefined ? new Map<Instant, string>() : lent(host)
  const own = files.flatMap(file => [...eventsOf(name, file, nameOf, borrowed)].map(event => ({ ...event, entities: [file.id] })))
  return host === undefined ? own : [...own, ...neighbours(name, files, nameOf, host, borrowed)]
}

function* eventsOf(host: string, file: Times, nameOf: NameOf, borrowed: ReadonlyMap<Instant, string>): Generator<HostEvent> {
  const { btime, ctime, mtime } = file
  const arrival = arrivalOf(file)
  const said = `inode ${file.ino} of ${file.dev}, ${file.size} bytes, born ${btime ?? '?'}, changed ${ctime ?? '?'}, content of ${mtime ?? '?'}`
  const event = (at: Instant, method: string, given: Partial<HostEvent> = {}): HostEvent => ({
    id: eventId(host, file.path, 'file', `${method} ${at}`),
    host,
    at,
    spread: 0.001,
    clock: 'kernel',
    trust: 'kernel',
    verb: 'file',
    source: 'files',
    locator: file.path,
    excerpt: `${method}: ${said}`,
    path: file.path,
    user: nameOf(file.uid),
    method,
    count: 1,
    entities: [],
    ...given,
  })
  if (arrival !== undefined) yield event(arrival, arrival === btime ? 'born' : 'changed')
  if (ctime !== undefined && arrival !== undefined && msOf(ctime) - msOf(arrival) > tolerance) yield event(ctime, 'changed')
  if (mtime === undefined || arrival === undefined) return
  const why = stomped(file, arrival, borrowed)
  // The false time was set when the inode changed last.
  if (why !== undefined) yield event(ctime ?? arrival, 'time-set', { attack: 'timestomp', excerpt: `${why}: ${said}`.slice(0, 500) })
  else if (Math.abs(msOf(mtime) - msOf(arrival)) > tolerance) yield event(mtime, 'modified', { clock: 'zoned', trust: 'user', spread: 1 })
}

/** Why the time of the content must have been set by hand; undefined when a copy or an archive explains it as well. */
function stomped({ path, btime, ctime, mtime }: Times, arrival: Instant, borrowed: ReadonlyMap<Instant, string>): string | undefined {
  if (mtime === undefined) return undefined
  const lender = borrowed.get(mtime)
  if (lender !== undefined && lender !== path && msOf(arrival) - msOf(mtime) > near) return `its time is that of ${lender}`
  if (ctime !== undefined && msOf(mtime) - msOf(ctime) > tolerance)
    return 'its content claims to be younger than the last change of its inode'
  // Down to the second: whole seconds are what touch -d and archives give; a copy with -p keeps the fraction of the original.
  const whole = mtime.endsWith('.000Z') && ctime?.endsWith('.000Z') === false
  return btime !== undefined && whole && executedFrom.test(path) && msOf(btime) - msOf(mtime) > 30 * 24 * 60 * minute
    ? 'its content claims to be a month older than the file, to the whole second, in a place for passing files'
    : undefined
}

const executedFrom = /^\/(?:tmp|var\/tmp|dev\/shm|run)\//

/** Times of system files. One that several packages share was given to all files of an image alike: it is nobody's own. */
function lent({ files }: HostView): ReadonlyMap<Instant, string> {
  const found = new Map<Instant, string>()
  const shared = new Set<Instant>()
  for (const paths of lenders) {
    const times = new Map<Instant, string>()
    for (const path of paths) {
      const stat = files.stat(path)
      if (!isGap(stat) && stat.type === 'file' && stat.mtime !== undefined && !times.has(stat.mtime)) times.set(stat.mtime, path)
    }
    for (const [time, path] of times) {
      if (found.has(time)) shared.add(time)
      else found.set(time, path)
    }
  }
  for (const time of shared) found.delete(time)
  return found
}

/** Files of the same directories that came at about the same time. */
function* neighbours(
  name: string,
  files: readonly FileOrigin[],
  nameOf: NameOf,
  host: HostView,
  borrowed: ReadonlyMap<Instant, string>,
): Generator<HostEvent> {
  const known = new Set(files.map(f => f.path))
  const folders = Map.groupBy(
    files.filter(f => !packaged.test(f.path)),
    f => f.path.slice(0, f.path.lastIndexOf('/')),
  )
  for (const [folder, own] of [...folders].slice(0, mostFolders)) {
    const entries = folder === '' ? [] : host.files.list(folder, mostNames)
    if (isGap(entries)) continue
    const arrivals = own.flatMap(f => arrivalOf(f) ?? []).map(msOf)
    const stats = entries.flatMap(entry => {
      const path = `${folder}/${entry.name}`
      const stat = host.files.lstat(path)
      return isGap(stat) ? [] : [{ ...stat, path }]
    })
    const close = stats.filter(stat => {
      const arrival = arrivalOf(stat)
      return !known.has(stat.path) && arrival !== undefined && arrivals.some(at => Math.abs(msOf(arrival) - at) <= near)
    })
    for (const stat of close.slice(0, mostNeighbours)) yield* eventsOf(name, stat, nameOf, borrowed)
    for (const file of own) yield* orderOf(name, file, stats, nameOf)
  }
}

/** Inodes that were taken one after the other: closer than this they were made in one go. */
const closeInodes = 8
const doubt = 24 * 60 * minute

/**
 * For a file without a birth time, or with one that is no kernel's: the files made just before and just after it in the same directory say when it came. New inodes
 * are taken in order while none is freed (ext4, xfs), so this is told as an order, no more.
 */
function* orderOf(
  name: string,
  file: FileOrigin,
  stats: readonly (Stat & { readonly path: string })[],
  nameOf: NameOf,
): Generator<HostEvent> {
  const sure = file.btime ?? file.mtime
  if (file.btime !== undefined && file.ctime !== undefined && file.btime <= file.ctime) return
  const around = stats.filter(
    s => s.dev === file.dev && s.path !== file.path && s.ctime !== undefined && Math.abs(s.ino - file.ino) <= closeInodes,
  )
  const before = around.filter(s => s.ino < file.ino).toSorted((a, b) => b.ino - a.ino)[0]
  const after = around.filter(s => s.ino > file.ino).toSorted((a, b) => a.ino - b.ino)[0]
  const [from, to] = [before && arrivalOf(before), after && arrivalOf(after)]
  if (from === undefined || to === undefined || to < from || sure === undefined) return
  const middle = (msOf(from) + msOf(to)) / 2
  if (msOf(to) - msOf(from) > doubt || Math.abs(middle - msOf(sure)) < doubt) return
  const excerpt =
    `inode ${file.ino} lies between ${before?.ino} (${before?.path}, ${from}) and ${after?.ino} (${after?.path}, ${to})`.slice(0, 500)
  yield {
    id: eventId(name, file.path, 'file', `order ${from}`),
    host: name,
    at: from,
    spread: (msOf(to) - msOf(from)) / second,
    clock: 'order',
    trust: 'kernel',
    verb: 'file',
    source: 'files',
    locator: file.path,
    excerpt,
    path: file.path,
    user: nameOf(file.uid),
    method: 'inode-order',
    count: 1,
    entities: [file.id],
  }
}
