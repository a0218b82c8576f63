// The package databases of a host as one question: who owns these paths, and which checksums were recorded for them.
import type { Package } from '../../core/facts/system.ts'
import { type Gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { apkDatabase } from './apk.ts'
import { dpkgDatabase } from './dpkg.ts'
import { rpmDatabase } from './rpm.ts'

/** What a package database says of one path. */
export interface Recorded {
  readonly package: string
  readonly algorithm: 'md5' | 'sha1' | 'sha256'
  /** Lower-case hex; "" when no checksum is recorded (links, ghosts, packages without sums). */
  readonly digest: string
  /** A configuration file: to differ from its package is its purpose. */
  readonly config: boolean
}

export interface PackageDatabase {
  readonly manager: Package['manager']
  readonly packages: readonly Package[]
  readonly gaps: readonly Gap[]
  /** Records of the paths that are owned, by the path as asked. May read every file list at each call: ask for many paths at once. */
  find(paths: ReadonlySet<string>): ReadonlyMap<string, Recorded>
}

const opened = new WeakMap<HostView, readonly PackageDatabase[]>()

/** Every package database that the host has; read once a host view. */
export function packageDatabases(host: HostView): readonly PackageDatabase[] {
  const known = opened.get(host)
  if (known !== undefined) return known
  const found = [dpkgDatabase(host), rpmDatabase(host), apkDatabase(host)].filter(database => database !== undefined)
  opened.set(host, found)
  return found
}

const answered = new WeakMap<HostView, Map<string, Recorded | undefined>>()

/** Records of all databases together; what was asked before is not looked up again. */
export function recordsOf(host: HostView, paths: ReadonlySet<string>): ReadonlyMap<string, Recorded> {
  const known = answered.get(host) ?? new Map<string, Recorded | undefined>()
  answered.set(host, known)
  const fresh = new Set([...paths].filter(path => !known.has(path)))
  if (fresh.size > 0) {
    for (const path of fresh) known.set(path, undefined)
    for (const database of packageDatabases(host)) for (const [path, record] of database.find(fresh)) known.set(path, record)
  }
  const found = new Map<string, Recorded>()
  for (const path of paths) {
    const record = known.get(path)
    if (record !== undefined) found.set(path, record)
  }
  return found
}

const mergeable = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']

/**
 * How a package may have spelled a path: where /bin is a link to usr/bin, "/usr/bin/ls" may be recorded as "/bin/ls" and the other way
 * round. Gives a function from a path to its spellings, the path itself first.
 */
export function spellings(host: HostView): (path: string) => readonly string[] {
  const merged = mergeable.filter(name => {
    const target = host.files.readlink(`/${name}`)
    return !isGap(target) && target.replace(/^\//, '') === `usr/${name}`
  })
  return path => {
    const [, first = '', second = ''] = path.split('/', 3)
    if (first === 'usr' && merged.includes(second)) return [path, path.slice(4)]
    return merged.includes(first) ? [path, `/usr${path}`] : [path]
  }
}
