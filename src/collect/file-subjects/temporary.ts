// What lies in temporary places: a shallow, bounded walk, nearest entries first.
import type { FileRole } from '../../core/facts/file.ts'
import { type Gap, gap, isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { Subjects } from './subject.ts'

const places = ['/tmp', '/var/tmp', '/dev/shm', '/run/shm', '/run/lock', '/dev/mqueue']
const deepest = 3
const mostEntries = 2000
/** Trees of sources and packages: thousands of files, none of them where droppers put theirs. */
const passedOver = new Set(['node_modules', '.git', '.hg', '.svn', '__pycache__', 'site-packages', '.X11-unix', '.ICE-unix'])

export function* addTemporary(host: HostView, subjects: Subjects): Generator<Gap> {
  const real = places.filter(path => {
    const stat = host.files.lstat(path)
    return !isGap(stat) && stat.type === 'directory'
  })
  for (const place of real) yield* walk(host, place, deepest, mostEntries, 'temporary', subjects)
}

/** Breadth first over directories of one tree; files and hidden directories become subjects. */
export function* walk(host: HostView, start: string, depth: number, most: number, role: FileRole, subjects: Subjects): Generator<Gap> {
  let level = [start]
  let seen = 0
  for (let i = 0; i < depth && level.length > 0; i++) {
    const next: string[] = []
    for (const directory of level) {
      const entries = host.files.list(directory, most + 1)
      if (isGap(entries)) {
        if (entries.why !== 'absent') yield entries
        continue
      }
      for (const { name, type } of entries) {
        if (++seen > most) return yield gap(start, 'capped', `more than ${most} entries; those nearest to the top were looked at`)
        const path = `${directory}/${name}`
        if (type === 'file' || type === 'unknown') subjects.add(path, role)
        else if (type === 'directory') {
          if (name.startsWith('.')) subjects.add(path, 'hidden')
          if (!passedOver.has(name)) next.push(path)
        }
      }
    }
    level = next
  }
}
