// Files that hold autostart entries, and the absolute paths that their commands name.
import type { Autostart } from '../../core/facts/autostart.ts'
import type { Container } from '../../core/facts/container.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import type { Subjects } from './subject.ts'

const absolutePath = /(?<![^\s"'=;|&(<>`:@!+-])\/(?!\/)[^\s"'`;|&<>()$*?{}\\:,]{2,255}/g
const processRoot = /^\/proc\/\d+\/root(?=\/)/
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

export function addAutostarts(
  host: HostView,
  autostarts: readonly Autostart[],
  containers: readonly Container[],
  subjects: Subjects,
): void {
  const byId = new Map(containers.map(container => [container.id, container]))
  const looked = new Set<string>()
  for (const { path, command, container } of autostarts) {
    const root = rootOf(path, byId.get(container ?? 'container:'))
    const upper = root !== '' && byId.get(container ?? 'container:')?.upperDir === root
    const more = container === undefined ? {} : upper ? { container, layer: 'runtime' as const } : { container }
    if (!looked.has(path) && !isGap(host.files.lstat(path))) subjects.add(path, 'persistence', more)
    looked.add(path)
    for (const named of pathsOfCommand(command)) {
      const target = root + named
      if (looked.has(target)) continue
      looked.add(target)
      const stat = host.files.stat(target)
      if (!isGap(stat) && stat.type === 'file') subjects.add(target, 'autostart', more)
    }
  }
}

/** What a container's entry is reached through: the root of one of its processes, or its directory on disk. Its targets are as well. */
function rootOf(path: string, container: Container | undefined): string {
  const process = processRoot.exec(path)?.[0]
  if (process !== undefined) return process
  return [container?.upperDir, container?.rootDir].find(root => root !== undefined && path.startsWith(`${root}/`)) ?? ''
}
