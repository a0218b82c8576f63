// The run level directories of System V init, as Debian, Red Hat and SUSE place them.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

const roots = ['/etc', '/etc/rc.d', '/etc/init.d']
const levels = ['S', '0', '1', '2', '3', '4', '5', '6']

/** Those that exist, each once though links lead to it twice, with the run level. */
export function rcDirectories(host: HostView): { path: string; level: string }[] {
  const seen = new Set<string>()
  return roots
    .flatMap(root => levels.map(level => ({ path: `${root}/rc${level}.d`, level })))
    .filter(({ path }) => {
      const stat = host.files.stat(path)
      if (isGap(stat)) return stat.why !== 'absent'
      const key = `${stat.dev} ${stat.ino}`
      return !seen.has(key) && seen.add(key)
    })
}
