// Debian's package database under /var/lib/dpkg.
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseDiversions, parseDpkgStatus, parseMd5sums, pathsOfDpkgList } from '../../parse/files/dpkg.ts'
import type { PackageDatabase, Recorded } from './record.ts'
import { spellings } from './spellings.ts'

const directory = '/var/lib/dpkg'
const largestStatus = 64 << 20
const largestList = 16 << 20

/** Where most paths of a Debian host lie, and programs seldom do: passed over quickly when nothing there is asked for. */
const bulky = ['/usr/share/', '/usr/include/', '/usr/lib/python', '/usr/src/', '/lib/modules/', '/usr/lib/modules/']

/** undefined on hosts without dpkg. */
export function dpkgDatabase(host: HostView): PackageDatabase | undefined {
  const status = host.files.read(`${directory}/status`, largestStatus)
  if (isGap(status)) return status.why === 'absent' ? undefined : { manager: 'dpkg', packages: [], gaps: [status], find: () => new Map() }
  const gaps: Gap[] = status.whole ? [] : [gap(`${directory}/status`, 'capped', 'only the first 64 MiB were read')]
  const packages = [...parseDpkgStatus(status.bytes)]
  const conffiles = new Map(packages.flatMap(p => [...p.conffiles]))
  return {
    manager: 'dpkg',
    packages: packages.map(({ name, version, installed }) => ({ manager: 'dpkg', name, version, installed })),
    gaps,
    find: paths => findIn(host, paths, conffiles),
  }
}

interface Hit {
  readonly asked: string
  /** The path as the package lists it. */
  readonly listed: string
  /** The name of its files in info/: "libc6:amd64". */
  readonly stem: string
}

function findIn(host: HostView, paths: ReadonlySet<string>, conffiles: ReadonlyMap<string, string>): Map<string, Recorded> {
  const spell = spellings(host)
  const wanted = new Map<string, string[]>()
  for (const path of paths) for (const spelled of spell(path)) wanted.set(spelled, [...(wanted.get(spelled) ?? []), path])
  const diversions = diversionsOf(host)
  const lookedFor = new Set(wanted.keys())
  for (const [original, { to }] of diversions) if (wanted.has(to)) lookedFor.add(original)
  const sums = new Map<string, ReadonlyMap<string, string> | undefined>()
  const found = new Map<string, Recorded>()
  for (const { asked, listed, stem } of hitsOf(host, lookedFor, diversions, wanted)) {
    if (!sums.has(stem)) sums.set(stem, md5sumsOf(host, stem, lookedFor))
    const config = conffiles.get(listed)
    const digest = config ?? sums.get(stem)?.get(listed) ?? ''
    const link = digest === '' && sums.get(stem) !== undefined
    found.set(asked, { package: stem.replace(/:.*$/, ''), algorithm: 'md5', digest, config: config !== undefined, ...(link && { link }) })
  }
  return found
}

function* hitsOf(
  host: HostView,
  lookedFor: ReadonlySet<string>,
  diversions: ReadonlyMap<string, { to: string; by: string }>,
  wanted: ReadonlyMap<string, readonly string[]>,
): Generator<Hit> {
  const names = host.files.list(`${directory}/info`)
  if (isGap(names)) return
  const skipped = bulky.filter(prefix => ![...lookedFor].some(path => path.startsWith(prefix)))
  for (const { name } of names) {
    if (!name.endsWith('.list')) continue
    const content = host.files.read(`${directory}/info/${name}`, largestList)
    if (isGap(content)) continue
    const stem = name.slice(0, -5)
    for (const listed of pathsOfDpkgList(content.bytes, lookedFor, skipped)) {
      const diversion = diversions.get(listed)
      const lies = diversion !== undefined && diversion.by !== stem.replace(/:.*$/, '') ? diversion.to : listed
      for (const asked of wanted.get(lies) ?? []) yield { asked, listed, stem }
    }
  }
}

function diversionsOf(host: HostView): Map<string, { to: string; by: string }> {
  const content = host.files.read(`${directory}/diversions`)
  if (isGap(content)) return new Map()
  return new Map(parseDiversions(content.bytes).map(({ original, divertedTo, by }) => [original, { to: divertedTo, by }]))
}

/** undefined for a package without checksums, which says nothing of any file. */
function md5sumsOf(host: HostView, stem: string, wanted: ReadonlySet<string>): ReadonlyMap<string, string> | undefined {
  const content = host.files.read(`${directory}/info/${stem}.md5sums`, largestList)
  return isGap(content) || !content.whole ? undefined : parseMd5sums(content.bytes, wanted)
}
