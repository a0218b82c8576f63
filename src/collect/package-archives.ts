// The package manager's own archives on the host: whether one of them still holds a file as its package recorded it.
import type { Package, Verification } from '../core/facts/system.ts'
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { fileInPackage } from '../parse/archives/package-file.ts'
import { hasChecksum } from '../parse/checksum.ts'

/** Caches: apt keeps what it downloaded until "apt clean", yum and dnf with keepcache=1, apk with a cache set up. */
const caches: Readonly<Record<Package['manager'], readonly string[]>> = {
  dpkg: ['/var/cache/apt/archives'],
  rpm: ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum', '/var/cache/zypp/packages'],
  apk: ['/etc/apk/cache', '/var/cache/apk'],
}
const endings: Readonly<Record<Package['manager'], string>> = { dpkg: '.deb', rpm: '.rpm', apk: '.apk' }
const deepest = 5
const mostListed = 20_000
/** Unpacking takes a second for a large package. */
const mostUnpacked = 30
/** Programs come in packages far smaller than this. */
const largestArchive = 128 << 20

/** Paths of archives by package name, as their file names tell; empty where nothing is cached. */
function archivesOf(host: HostView, manager: Package['manager']): ReadonlyMap<string, readonly string[]> {
  const found: string[] = []
  const visit = (directory: string, depth: number): void => {
    const entries = host.files.list(directory, mostListed)
    if (isGap(entries) || found.length > mostListed) return
    for (const { name, type } of entries) {
      const path = `${directory}/${name}`
      if (type === 'directory' && depth < deepest && name !== 'partial') visit(path, depth + 1)
      else if (type === 'file' && name.endsWith(endings[manager])) found.push(path)
    }
  }
  for (const directory of caches[manager]) visit(directory, 1)
  return Map.groupBy(found, path => nameIn(path, manager))
}

/** name_version_arch.deb, name-version-release.arch.rpm, name-version-rN.hash.apk. */
function nameIn(path: string, manager: Package['manager']): string {
  const file = path.slice(path.lastIndexOf('/') + 1)
  if (manager === 'dpkg') return file.replace(/_.*$/, '')
  return file.replace(manager === 'rpm' ? /-[^-]*-[^-]*$/ : /-[^-]*-r\d+[^-]*$/, '')
}

/** Which archive holds each changed or missing file with the very checksum that its package recorded, by the file's path. */
export function archivedFiles(host: HostView, rows: readonly Verification[], packages: readonly Package[]): ReadonlyMap<string, string> {
  const lost = rows.filter(row => (row.result === 'modified' || row.result === 'missing') && row.expected !== '')
  const found = new Map<string, string>()
  let unpacked = 0
  for (const manager of lost.length === 0 ? [] : new Set(packages.map(p => p.manager))) {
    const archives = archivesOf(host, manager)
    for (const [name, files] of Map.groupBy(lost, row => row.package)) {
      const [archive] = likeliest(archives.get(name) ?? [], packages.find(p => p.name === name)?.version ?? '')
      if (archive === undefined || ++unpacked > mostUnpacked) continue
      const content = host.files.read(archive, largestArchive)
      if (isGap(content) || !content.whole) continue
      for (const { path, expected } of files) {
        const file = fileInPackage(content.bytes, path)
        if (file !== undefined && hasChecksum(file.content, expected)) found.set(path, archive)
      }
    }
  }
  return found
}

/** The installed version first; an epoch is written "1%3a2.0" or left out. */
function likeliest(archives: readonly string[], version: string): readonly string[] {
  const plain = version.replace(/^\d+:/, '')
  return archives.toSorted((a, b) => Number(b.includes(plain)) - Number(a.includes(plain)))
}
