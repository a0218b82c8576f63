// Files that hold autostart entries, and the absolute paths that their commands name.
import type { Autostart } from '../../core/facts/autostart.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { Subjects } from './subject.ts'

const absolutePath = /(?<![^\s"'=;|&(<>`:@!+-])\/(?!\/)[^\s"'`;|&<>()$*?{}\\:,]{2,255}/g
/** Entries found inside a container are reached through the root of one of its processes, and so are their targets. */
const ownRoot = /^\/proc\/\d+\/root(?=\/)/
const mostPaths = 20
const longestCommand = 8192

/** Absolute paths in a shell command, in order, each once. */
export function pathsOfCommand(command: string): string[] {
  const found = new Set<string>()
  for (const [path] of command.slice(0, longestCommand).matchAll(absolutePath)) {
    if (found.size >= mostPaths) break
    if (!/^\/(?:dev\/(?:null|tty|stdout|stderr|tcp|udp)|proc|sys)(?:\/|$)/.test(path)) found.add(path)
  }
  return [...found]
}

export function addAutostarts(host: HostView, autostarts: readonly Autostart[], subjects: Subjects): void {
  const looked = new Set<string>()
  for (const { path, command, container } of autostarts) {
    const more = container === undefined ? {} : { container }
    if (!looked.has(path) && !isGap(host.files.lstat(path))) subjects.add(path, 'persistence', more)
    looked.add(path)
    const root = ownRoot.exec(path)?.[0] ?? ''
    for (const named of pathsOfCommand(command)) {
      const target = root + named
      if (looked.has(target)) continue
      looked.add(target)
      const stat = host.files.stat(target)
      if (!isGap(stat) && stat.type === 'file') subjects.add(target, 'autostart', more)
    }
  }
}
