// A control group of its own for each host, so that several hosts do not share one tree: works on v1, v2 and the mix of both.
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

const top = '/sys/fs/cgroup'

/** The hierarchies that systemd in a host manages. */
function hierarchies(): string[] {
  if (existsSync(join(top, 'cgroup.controllers'))) return [top]
  return ['systemd', 'unified'].map(name => join(top, name)).filter(existsSync)
}

/** Makes the groups and gives the files into which a process writes its pid to join; `within` is a path below, such as "payload/system.slice". */
export function groupFiles(name: string, within = ''): string[] {
  return hierarchies().map(hierarchy => {
    const group = join(hierarchy, name, within)
    mkdirSync(group, { recursive: true })
    return join(group, 'cgroup.procs')
  })
}

/** Removes the host's groups; they must be empty of processes. */
export function removeGroups(name: string): void {
  for (const hierarchy of hierarchies()) removeTree(join(hierarchy, name))
}

function removeTree(directory: string): void {
  try {
    for (const entry of readdirSync(directory, { withFileTypes: true })) if (entry.isDirectory()) removeTree(join(directory, entry.name))
    rmdirSync(directory)
  } catch {
    // Still busy or already gone: `lab clean` comes back to it.
  }
}
