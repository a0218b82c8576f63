// Alpine's package database, /lib/apk/db/installed.
import { gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { parseApkInstalled } from '../../parse/files/apk.ts'
import type { PackageDatabase, Recorded } from './record.ts'
import { lookUp, spellings } from './spellings.ts'

const places = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed']
const largest = 64 << 20

/** undefined on hosts without apk. */
export function apkDatabase(host: HostView): PackageDatabase | undefined {
  for (const path of places) {
    const content = host.files.read(path, largest)
    if (isGap(content)) {
      if (content.why === 'absent') continue
      return { manager: 'apk', packages: [], gaps: [content], find: () => new Map() }
    }
    const packages = [...parseApkInstalled(content.bytes)]
    const records = new Map<string, Recorded>()
    for (const { name, files } of packages)
      for (const [file, digest] of files) records.set(file, { package: name, algorithm: 'sha1', digest, config: file.startsWith('/etc/') })
    return {
      manager: 'apk',
      packages: packages.map(({ name, version }) => ({ manager: 'apk', name, version, installed: true })),
      gaps: content.whole ? [] : [gap(path, 'capped', 'only the first 64 MiB were read')],
      find: paths => lookUp(records, paths, spellings(host)),
    }
  }
  return undefined
}
