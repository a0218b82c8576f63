// Whether a directory looks like the root of a Linux system at all: of another folder nothing can be said to be clean.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'

/** A gap for a disk root that holds neither accounts nor a release file nor both /etc and /usr. */
export function rootShape({ origin, files }: HostView): readonly Gap[] {
  if (origin.kind !== 'disk') return []
  const there = (path: string): boolean => !isGap(files.stat(path))
  const plausible = there('/etc/passwd') || there('/etc/os-release') || there('/usr/lib/os-release') || (there('/etc') && there('/usr'))
  return plausible ? [] : [gap('/', 'malformed', 'does not look like the root of a Linux system')]
}
