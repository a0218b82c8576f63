// What is known of files before anything touches them: owner, mode, times with that of birth, flags and extended attributes.
import { bytesOf } from '../core/bytes.ts'
import { entity } from '../core/entity.ts'
import { type Gap, isGap } from '../core/gap.ts'
import type { Files } from '../core/host.ts'
import type { Custody, EvidenceFolder } from './evidence.ts'

/** One item a path, as JSON; the content is not read, so that no access time changes. What is gone already is missed without a word. */
export function* keepMetadata(evidence: EvidenceFolder, files: Files, paths: Iterable<string>): Generator<Custody | Gap, void> {
  for (const path of new Set(paths)) {
    const described = {
      what: 'file metadata',
      source: path,
      how: 'statx, readlink and extended attributes, before any step',
      entity: entity('file', path),
    }
    const stat = files.lstat(path)
    if (isGap(stat)) {
      if (stat.why === 'absent') continue
      evidence.missed(described, stat)
      yield stat
      continue
    }
    const link = stat.type === 'symlink' ? files.readlink(path) : undefined
    const attributes = stat.type === 'symlink' ? {} : files.xattrs(path)
    const xattrs = isGap(attributes)
      ? attributes
      : Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, Buffer.from(value).toString('base64')]))
    yield evidence.add(described, bytesOf(`${JSON.stringify({ path, ...stat, link, xattrs }, undefined, 1)}\n`))
  }
}
