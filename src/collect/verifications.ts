// System commands and libraries compared with the checksums their packages recorded, and copies of them under other names.
import type { Collector } from '../core/collector.ts'
import { entity } from '../core/entity.ts'
import type { Verification } from '../core/facts/system.ts'
import { gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { archivedFiles } from './package-archives.ts'
import { packageDatabases, recordsOf } from './package-database/database.ts'
import type { Recorded } from './package-database/record.ts'
import { commandDirectoriesOf, watchedPaths } from './system-commands.ts'

/** Commands are small; what is larger was not put there by coreutils. */
const largestCommand = 64 << 20
const largestCopy = 8 << 20
const mostCopies = 200

export const verifications: Collector = {
  id: 'verifications',
  summary: { zh: '用软件包校验和核对系统命令与库', en: 'system commands and libraries checked against package checksums' },
  techniques: ['T1554', 'T1036.003'],
  references: ['man:dpkg(1)', 'man:rpm-verify(8)', 'man:apk-audit(8)'],
  gives: ['verifications'],
  needs: [],
  *collect(host) {
    const watched = watchedPaths(host)
    const present = filesOfCommandDirectories(host)
    const records = recordsOf(host, new Set([...watched, ...present]))
    if (records.size === 0) return
    const rows: Verification[] = []
    for (const path of watched) {
      const record = records.get(path)
      if (record === undefined || record.config) continue
      const row = verify(host, path, record)
      if (isGap(row)) yield row
      else if (row !== undefined) rows.push(row)
    }
    const strangers = present.filter(path => !records.has(path))
    if (strangers.length > mostCopies)
      yield gap('unpackaged commands', 'capped', `${strangers.length} files, the first ${mostCopies} were compared`)
    const archives = archivedFiles(
      host,
      rows,
      packageDatabases(host).flatMap(d => d.packages),
    )
    const copies = copiesOf(host, rows, records, strangers.slice(0, mostCopies))
    for (const known of rows) {
      const kept = known.result === 'modified' && known.expected === '' ? keptLink(host, known, rows) : undefined
      const row = kept === undefined ? known : { ...known, expected: kept.expected }
      const sameContentAt = kept === undefined ? copies.get(row.path) : [kept.path]
      const archive = archives.get(row.path)
      yield ['verifications', { ...row, ...(sameContentAt && { sameContentAt }), ...(archive !== undefined && { archive }) }]
    }
  },
}

/** undefined for links and others without a checksum of their own. */
function verify(host: HostView, path: string, record: Recorded): Verification | ReturnType<typeof gap> | undefined {
  const base = { file: entity('file', path), path, package: record.package, expected: record.digest }
  const stat = host.files.lstat(path)
  if (isGap(stat)) {
    if (stat.why !== 'absent') return stat
    return { ...base, result: 'missing', actual: '' }
  }
  if (record.digest === '') {
    if (record.link !== true || stat.type !== 'file') return undefined
    const actual = host.files.digest(path, record.algorithm, largestCommand)
    return { ...base, result: 'modified', actual: isGap(actual) ? '?' : actual, mode: stat.mode }
  }
  if (stat.type === 'symlink') {
    const target = host.files.readlink(path)
    const digest = host.files.digest(path, record.algorithm, largestCommand)
    if (digest === record.digest) return { ...base, result: 'intact', actual: record.digest }
    return { ...base, result: 'modified', actual: `symlink to ${isGap(target) ? '?' : target}` }
  }
  const digest = host.files.digest(path, record.algorithm, largestCommand)
  const { mode } = stat
  if (isGap(digest)) return { ...base, result: 'unverifiable', actual: digest.detail || digest.why, mode }
  return { ...base, result: digest === record.digest ? 'intact' : 'modified', actual: digest, mode }
}

function filesOfCommandDirectories(host: HostView): string[] {
  return commandDirectoriesOf(host).flatMap(directory => {
    const entries = host.files.list(directory)
    return isGap(entries) ? [] : entries.filter(entry => entry.type === 'file').map(entry => `${directory}/${entry.name}`)
  })
}

/** Unpackaged files whose content is the recorded one of a watched command, by the command's path. */
function copiesOf(
  host: HostView,
  rows: readonly Verification[],
  records: ReadonlyMap<string, Recorded>,
  strangers: readonly string[],
): Map<string, string[]> {
  const byDigest = new Map(rows.filter(row => row.expected !== '').map(row => [row.expected, row.path]))
  const lost = rows.some(row => row.result !== 'intact')
  const sizes = new Set(rows.map(row => host.files.stat(row.path)).map(stat => (isGap(stat) ? -1 : stat.size)))
  const algorithms = new Set(rows.map(row => records.get(row.path)?.algorithm ?? 'md5'))
  const copies = new Map<string, string[]>()
  for (const path of strangers) {
    const stat = host.files.lstat(path)
    if (isGap(stat) || stat.size === 0 || stat.size > largestCopy || !(lost || sizes.has(stat.size))) continue
    for (const algorithm of algorithms) {
      const digest = host.files.digest(path, algorithm, largestCopy)
      const original = isGap(digest) ? undefined : byDigest.get(digest)
      if (original !== undefined) copies.set(original, [...(copies.get(original) ?? []), path])
    }
  }
  return copies
}

/**
 * The link that a package brought, kept beside under a longer name. The package tells no target, so that it must lead to an intact file of
 * the same package in the same directory.
 */
function keptLink(host: HostView, { path, package: owner }: Verification, rows: readonly Verification[]) {
  const slash = path.lastIndexOf('/')
  const [directory, name] = [path.slice(0, slash), path.slice(slash + 1)]
  const entries = host.files.list(directory)
  for (const entry of isGap(entries) ? [] : entries) {
    if (entry.type !== 'symlink' || !entry.name.startsWith(name) || !/^[^A-Za-z0-9]/.test(entry.name.slice(name.length))) continue
    const target = host.files.readlink(`${directory}/${entry.name}`)
    const known = isGap(target) ? undefined : rows.find(row => row.path === `${directory}/${target}`)
    if (known?.result === 'intact' && known.package === owner)
      return { path: `${directory}/${entry.name}`, expected: `-> ${String(target)}` }
  }
  return undefined
}
