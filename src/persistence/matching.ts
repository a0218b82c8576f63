// Finding the files of a kind: places with "*" in them, under the root or under every home.
import { type Gap, gap, isGap } from '../core/gap.ts'
import { homesOf } from '../core/homes.ts'
import type { Content, FileType, HostView, Stat } from '../core/host.ts'

/** A pattern below a literal directory. "*" stands for any piece of one path part; it matches a leading dot only where the part itself begins with one. */
export interface Place {
  readonly base: string
  readonly pattern: string
  /** The account that runs what is found there; '' when not known. */
  readonly user: string
}

export interface Found {
  readonly path: string
  readonly name: string
  readonly stat: Stat
  readonly place: Place
}

/** Enough for any real host; keeps a host made to exhaust us from doing so. */
const mostMatches = 20_000

/** Places of the system, whose programs run as this account. */
export function places(patterns: readonly string[], user = ''): Place[] {
  return patterns.map(pattern => ({ base: '', pattern: pattern.replace(/^\//, ''), user }))
}

/** The same places in every home. */
export function homePlaces(host: HostView, patterns: readonly string[]): Place[] {
  return homesOf(host).flatMap(({ user, home }) => patterns.map(pattern => ({ base: home.replace(/\/+$/, ''), pattern, user })))
}

/** Homes of system accounts that are no homes but parts of the system: searching them in depth would mean the whole tree. */
const systemDirectory =
  /^(?:|\/(?:bin|sbin|lib\d*|usr|proc|sys|dev|run|boot|etc|var|nonexistent|tmp)(?:\/(?!lib\/|www(?:\/|$)|spool\/).*)?)$/

/** As `homePlaces`, but only in directories that belong to an account: for patterns that look several levels deep. */
export function ownHomePlaces(host: HostView, patterns: readonly string[]): Place[] {
  return homePlaces(host, patterns).filter(({ base }) => !systemDirectory.test(base))
}

/** Regular files at these places, each file once however many paths lead to it, in name order. Symlinks are followed, or passed over. */
export function* filesMatching(host: HostView, where: readonly Place[], links: 'follow' | 'skip' = 'follow'): Generator<Found | Gap> {
  const seen = new Set<string>()
  for (const place of where) {
    let count = 0
    for (const path of pathsOf(host, place.base, place.pattern.split('/'))) {
      if (isGap(path)) {
        yield path
        continue
      }
      if (++count > mostMatches) {
        yield gap(`${place.base}/${place.pattern}`, 'capped', `more than ${mostMatches} files`)
        break
      }
      const stat = links === 'follow' ? host.files.stat(path) : host.files.lstat(path)
      if (isGap(stat)) {
        if (stat.why !== 'absent') yield stat
      } else if (stat.type === 'file' && !seen.has(`${stat.dev} ${stat.ino}`)) {
        seen.add(`${stat.dev} ${stat.ino}`)
        yield { path, name: path.slice(path.lastIndexOf('/') + 1), stat, place }
      }
    }
  }
}

/** The content of a found file, or a gap. */
export function* contentOf(host: HostView, path: string, max = 1 << 20): Generator<Content | Gap> {
  const content = host.files.read(path, max)
  if (isGap(content) && content.why === 'absent') return
  yield content
}

function* pathsOf(host: HostView, base: string, parts: readonly string[]): Generator<string | Gap> {
  const [part, ...rest] = parts
  if (part === undefined) {
    yield base
    return
  }
  if (!part.includes('*')) {
    yield* pathsOf(host, `${base}/${part}`, rest)
    return
  }
  const names = host.files.list(base === '' ? '/' : base)
  if (isGap(names)) {
    if (names.why !== 'absent' && names.why !== 'unsupported') yield names
    return
  }
  const fitting = names.filter(({ name, type }) => matchesPart(name, part) && (rest.length === 0 || mayHold(type)))
  for (const { name } of fitting.sort((a, b) => (a.name < b.name ? -1 : 1))) yield* pathsOf(host, `${base}/${name}`, rest)
}

function mayHold(type: FileType): boolean {
  return type === 'directory' || type === 'symlink' || type === 'unknown'
}

/** Whether a name fits a pattern of literal pieces and "*", without backtracking. */
export function matchesPart(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  const pieces = pattern.split('*')
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  if (pieces.length === 1) return name === first
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const next = name.indexOf(piece, at)
    if (next < 0) return false
    at = next + piece.length
  }
  return at <= name.length - last.length
}
