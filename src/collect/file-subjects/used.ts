// Files in temporary and hidden places that processes hold open or were given as arguments.
import type { Process } from '../../core/facts/process.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { isHiddenPath, isTempPlace } from '../../parse/places.ts'
import type { Subjects } from './subject.ts'

const mostEach = 100

/** Processes of the host's own root only: elsewhere the same path is another file. */
export function addUsed(host: HostView, processes: readonly Process[], subjects: Subjects): void {
  for (const process of processes) {
    if (process.root !== undefined || process.container !== undefined) continue
    const words = process.argv.slice(1, mostEach).map(word => word.replace(/^-[^=/]*=/, ''))
    for (const path of [...process.open.slice(0, mostEach).map(({ target }) => target), ...words]) {
      if (!/^\/(?!proc\/|sys\/|dev\/(?!shm\/|mqueue\/))[^\0\n]{1,1023}$/.test(path) || !(isTempPlace(path) || isHiddenPath(path))) continue
      const stat = host.files.lstat(path)
      if (!isGap(stat) && stat.type === 'file') subjects.add(path, 'neighbour')
    }
  }
}
