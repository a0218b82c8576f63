// Which files of a host hold a kind of log: its places, every home, and what logrotate and dateext made of them, oldest first.

import { type Gap, isGap, known } from '../../core/gap.ts'
import { glob } from '../../core/glob.ts'
import type { Home } from '../../core/homes.ts'
import type { Files, HostView, Stat } from '../../core/host.ts'
import type { AccessLayout, LogFormat } from '../../core/log-format.ts'

export type Packing = '' | 'gz' | 'xz' | 'bz2' | 'zst'

export interface LogFile {
  readonly path: string
  readonly stat: Stat
  /** The account whose home it lies in, '' when it belongs to none. */
  readonly user: string
  readonly packing: Packing
  /** 0 for the file that is written now, otherwise higher the older it is; files that were named by date come by their date. */
  readonly age: number
}

/** Files of one log, oldest first, the one that is written now last. */
export interface LogChain {
  readonly format: LogFormat
  /** The file that is written now, whether or not it is there. */
  readonly path: string
  readonly user: string
  readonly files: readonly LogFile[]
  /** Files of it that could not be looked at. */
  readonly gaps: readonly Gap[]
  /** Its name leads to /dev/null: who writes to it writes nothing. */
  readonly toNull: boolean
  /** How it is laid out, as far as the configuration of the host says so. */
  readonly layouts?: readonly AccessLayout[] | undefined
}

const mostPaths = 2000
const suffix = /^(?:\.(\d{1,4})|[.-](\d{4})-?(\d\d)-?(\d\d)(?:[-_T.]?(\d{2,6}))?(?:\.\d{1,3})?|\.(old|bak|prev))?(?:\.(gz|xz|bz2|zst))?$/

/** What journald calls a journal that it closed: of a row, from a number, from a time in microseconds on. */
const archived = /^@[\da-f]{32}-[\da-f]{16}-([\da-f]{16})$/

/** What follows a log's name when it was rotated; undefined for another file's name. */
export function rotationOf(name: string, base: string): { readonly age: number; readonly packing: Packing } | undefined {
  const journal = base.endsWith('.journal') && name.endsWith('.journal') ? archived.exec(name.slice(base.length - 8, -8)) : null
  if (journal !== null && name.startsWith(base.slice(0, -8))) return { age: 8e15 - Number.parseInt(journal[1] ?? '', 16), packing: '' }
  // logrotate's `extension .log` puts the mark before the extension.
  const dot = base.lastIndexOf('.')
  const stem = dot > 0 ? base.slice(0, dot) : ''
  const extension = dot > 0 ? base.slice(dot) : ''
  const plain = name.startsWith(base) ? name.slice(base.length) : undefined
  const inner =
    stem !== '' && name.startsWith(stem) && name.includes(extension, stem.length + 1)
      ? name.slice(stem.length).replace(extension, '')
      : undefined
  for (const rest of [plain, inner]) {
    if (rest === undefined || rest.length > 40) continue
    const m = suffix.exec(rest)
    if (m === null) continue
    const [, number, year, month, day, clock = '', old, packing = ''] = m
    const date = year === undefined ? 0 : 1e15 - Number(`${year}${month}${day}${clock.padEnd(6, '0')}`)
    return { age: number === undefined ? (old === undefined ? date : 1) : Number(number) + 1, packing: packing as Packing }
  }
  return undefined
}

const packed = /\.(gz|xz|bz2|zst)$/
const rotated = /(?:\.(\d{1,4})|[.-]\d{4}-?\d\d-?\d\d(?:[-_T.]?\d{2,6})?|\.(?:old|bak|prev))$/

/** The name of the log that a file was rotated from, where only the file's own name is known. */
export function rotatedName(name: string): { readonly base: string; readonly age: number; readonly packing: Packing } {
  const plain = name.replace(packed, '')
  // "access-20260101.log" as well as "access.log-20260101".
  const extension = /\.(?:log|err|out|json)$/.exec(plain)?.[0] ?? ''
  const stem = plain.slice(0, plain.length - extension.length)
  const base = extension !== '' && rotated.test(stem) ? stem.replace(rotated, '') + extension : plain.replace(rotated, '')
  const found = base === '' ? undefined : rotationOf(name, base)
  return found === undefined ? { base: plain, age: 0, packing: (packed.exec(name)?.[1] ?? '') as Packing } : { base, ...found }
}

/** `paths`: where a configuration says that there are more of them. */
export function findLogs(host: HostView, format: LogFormat, homes: readonly Home[], paths: readonly string[] = []): readonly LogChain[] {
  const chains = new Map<string, LogChain>()
  for (const pattern of [...format.paths, ...paths]) {
    const roots = pattern.startsWith('~/') ? homes : [{ user: '', home: '' }]
    for (const { user, home } of roots) {
      const place = pattern.startsWith('~/') ? `${home}/${pattern.slice(2)}` : pattern
      for (const path of currentPaths(host.files, place)) {
        if (chains.has(path) || chains.size >= mostPaths) continue
        const found = chainOf(host.files, path, user)
        const files = found.filter(known).sort((a, b) => b.age - a.age || (a.path < b.path ? -1 : 1))
        const toNull = host.files.readlink(path) === '/dev/null'
        if (found.length > 0 || toNull) chains.set(path, { format, path, user, files, gaps: found.filter(isGap), toNull })
      }
    }
  }
  return [...chains.values()]
}

/** Paths that the pattern means, also those of which only rotated files are left. */
function currentPaths(files: Files, pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern)) return [pattern]
  const all = glob(files, pattern, mostPaths)
  const plain = all.filter(path => !packed.test(path))
  // Named by its day and packed since: no file that is written now stands for it.
  const alone = all.filter(path => packed.test(path) && !plain.some(now => isRotatedFrom(path, now))).map(path => path.replace(packed, ''))
  const found = [...new Set([...plain, ...alone])]
  const current = new Set(found)
  return found.filter(path => !current.has(path.replace(/@[\da-f-]{66}(?=\.journal$)/, '')) || !path.includes('@'))
}

function isRotatedFrom(path: string, now: string): boolean {
  const slash = now.lastIndexOf('/') + 1
  return path.startsWith(now.slice(0, slash)) && rotationOf(path.slice(slash), now.slice(slash)) !== undefined
}

const listings = new WeakMap<Files, Map<string, readonly string[]>>()

/** Many logs lie in one directory: it is listed once for each reading. */
function namesIn(files: Files, directory: string): readonly string[] {
  const listed = listings.get(files) ?? new Map<string, readonly string[]>()
  listings.set(files, listed)
  const before = listed.get(directory)
  if (before !== undefined) return before
  const entries = files.list(directory === '' ? '/' : directory)
  const names = isGap(entries) ? [] : entries.filter(entry => entry.type !== 'directory').map(entry => entry.name)
  listed.set(directory, names)
  return names
}

export function forgetListings(files: Files): void {
  listings.delete(files)
}

function chainOf(files: Files, path: string, user: string): readonly (LogFile | Gap)[] {
  const slash = path.lastIndexOf('/')
  const directory = path.slice(0, slash)
  const base = path.slice(slash + 1)
  const found: (LogFile | Gap)[] = []
  for (const name of namesIn(files, directory)) {
    const rotation = rotationOf(name, base)
    if (rotation === undefined) continue
    const stat = files.stat(`${directory}/${name}`)
    if (isGap(stat)) {
      if (stat.why !== 'absent') found.push(stat)
    } else if (stat.type === 'file') found.push({ path: `${directory}/${name}`, stat, user, ...rotation })
  }
  return found
}
