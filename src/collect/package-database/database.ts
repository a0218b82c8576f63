// The package databases of a host as one question: who owns these paths, and which checksums were recorded for them.
import type { HostView } from '../../core/host.ts'
import { apkDatabase } from './apk.ts'
import { dpkgDatabase } from './dpkg.ts'
import type { PackageDatabase, Recorded } from './record.ts'
import { rpmDatabase } from './rpm.ts'

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
