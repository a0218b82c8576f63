// The rpm database in whichever of its three stores the host keeps it.
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseRpmHeader, type RpmPackage } from '../../parse/files/rpm.ts'
import { berkeleyBlobs, ndbBlobs } from '../../parse/files/rpm-store.ts'
import { sqliteRows } from '../../parse/files/sqlite.ts'
import type { PackageDatabase, Recorded } from './record.ts'
import { lookUp, spellings } from './spellings.ts'

const directories = ['/usr/lib/sysimage/rpm', '/var/lib/rpm']
const stores = ['rpmdb.sqlite', 'Packages.db', 'Packages']
const largest = 512 << 20

/** undefined on hosts without rpm. */
export function rpmDatabase(host: HostView): PackageDatabase | undefined {
  for (const path of directories.flatMap(directory => stores.map(store => `${directory}/${store}`))) {
    const stat = host.files.stat(path)
    if (isGap(stat) || stat.size === 0) continue
    const gaps: Gap[] = []
    const headers: RpmPackage[] = []
    for (const blob of blobsOf(host, path, stat.size, gaps)) {
      const header = parseRpmHeader(blob)
      if (header === undefined) gaps.push(gap(path, 'malformed', 'a package header cannot be read'))
      else if (header.name !== 'gpg-pubkey') headers.push(header)
    }
    const records = recordsOfHeaders(headers)
    return {
      manager: 'rpm',
      packages: headers.map(({ name, version }) => ({ manager: 'rpm', name, version, installed: true })),
      gaps: gaps.slice(0, 5),
      find: paths => lookUp(records, paths, spellings(host)),
    }
  }
  return undefined
}

function* blobsOf(host: HostView, path: string, size: number, gaps: Gap[]): Generator<Uint8Array> {
  if (path.endsWith('.sqlite')) {
    const ahead = host.files.stat(`${path}-wal`)
    if (!isGap(ahead) && ahead.size > 0) gaps.push(gap(`${path}-wal`, 'unsupported', 'changes not yet written back are not read'))
    const read = (offset: number, length: number): Uint8Array => {
      const bytes = host.files.readAt(path, offset, length)
      return isGap(bytes) ? new Uint8Array() : bytes
    }
    for (const { values } of sqliteRows(read, size, 'Packages', what => gaps.push(gap(path, 'malformed', what))))
      if (values[1] instanceof Uint8Array) yield values[1]
    return
  }
  const content = host.files.read(path, largest)
  if (isGap(content)) gaps.push(content)
  else {
    if (!content.whole) gaps.push(gap(path, 'capped', 'only the first 512 MiB were read'))
    yield* path.endsWith('.db') ? ndbBlobs(content.bytes) : berkeleyBlobs(content.bytes)
  }
}

function recordsOfHeaders(headers: readonly RpmPackage[]): Map<string, Recorded> {
  const records = new Map<string, Recorded>()
  for (const { name, algorithm, files } of headers)
    for (const file of files) {
      const digest = algorithm === 'other' || file.ghost || file.notInstalled ? '' : file.digest
      const known = records.get(file.path)
      if (known !== undefined && known.digest !== '') continue
      records.set(file.path, { package: name, algorithm: algorithm === 'other' ? 'sha256' : algorithm, digest, config: file.config })
    }
  return records
}
