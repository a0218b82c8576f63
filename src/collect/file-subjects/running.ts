// Program files of running processes, scripts that interpreters run, and libraries mapped from odd places.
import type { Container } from '../../core/facts/container.ts'
import type { Process } from '../../core/facts/process.ts'
import { isGap } from '../../core/gap.ts'
import type { HostView } from '../../core/host.ts'
import { isOddPlaceForProgram } from '../../parse/places.ts'
import type { Subject, Subjects } from './subject.ts'

const interpreters = /^(?:sh|bash|dash|ash|zsh|ksh|busybox|perl[\d.]*|python[\d.]*|php[\d.]*|ruby[\d.]*|node|bun|deno|lua[\d.]*)$/
const mostLibraries = 50

export function addRunning(host: HostView, processes: readonly Process[], containers: readonly Container[], subjects: Subjects): void {
  const upper = new Map(containers.map(container => [container.id, container.upperDir]))
  const hosts = mountsOf(processes)
  for (const process of processes) {
    const exe = process.exe
    if (process.kernelThread || exe === undefined) continue
    const inside = insideOf(host, process, hosts, upper.get(process.container ?? 'container:'))
    const path = inside.reach(exe.path)
    if (exe.memfd) subjects.add(`/proc/${process.pid}/exe`, 'running', inside.more(exe.path))
    else if (isGap(host.files.lstat(path))) subjects.add(path, 'running', { ...inside.more(exe.path), from: `/proc/${process.pid}/exe` })
    else if (exe.deleted) {
      subjects.add(`/proc/${process.pid}/exe`, 'running', inside.more(exe.path))
      subjects.add(path, 'running', inside.more(exe.path))
    } else subjects.add(path, 'running', inside.more(exe.path))
    for (const script of scriptsOf(process)) {
      const place = inside.reach(script)
      const stat = host.files.stat(place)
      if (!isGap(stat) && stat.type === 'file') subjects.add(place, 'running', inside.more(script))
    }
    const libraries = (process.maps?.executableFiles ?? []).filter(file => file !== exe.path && !file.endsWith(' (deleted)'))
    for (const library of libraries.filter(isOddPlaceForProgram).slice(0, mostLibraries))
      if (!isGap(host.files.lstat(inside.reach(library)))) subjects.add(inside.reach(library), 'library', inside.more(library))
  }
}

/** The host's own mount namespace: that of init. */
function mountsOf(processes: readonly Process[]): string | undefined {
  return processes.find(process => process.pid === 1)?.namespaces['mnt']
}

/** Paths as the process sees them, to paths as the host reaches them: through /proc/PID/root unless both are the same file. */
function insideOf(host: HostView, process: Process, hosts: string | undefined, upperDir: string | undefined) {
  const exe = process.exe
  const same = exe === undefined ? undefined : host.files.stat(exe.path)
  const ofHost = same !== undefined && !isGap(same) && same.ino === exe?.ino && same.dev === exe.dev
  const own = process.root !== undefined || process.container !== undefined || (process.namespaces['mnt'] ?? hosts) !== hosts
  const reach = (path: string): string => (own && !ofHost ? `/proc/${process.pid}/root${path}` : path)
  const more = (path: string): Pick<Subject, 'container' | 'layer'> => {
    if (process.container === undefined || ofHost) return {}
    if (upperDir === undefined) return { container: process.container }
    return { container: process.container, layer: isGap(host.files.lstat(upperDir + path)) ? 'image' : 'runtime' }
  }
  return { reach, more }
}

function scriptsOf(process: Process): string[] {
  const name = process.exe?.path.split('/').at(-1) ?? ''
  if (!interpreters.test(name)) return []
  const script = process.argv.slice(1, 6).find(argument => argument !== '' && !argument.startsWith('-'))
  if (script === undefined || script.length > 1024 || /[\n\0]|^\/(?:dev|proc)\//.test(script)) return []
  if (script.startsWith('/')) return [script]
  return process.cwd === undefined || process.cwd.endsWith(' (deleted)') ? [] : [`${process.cwd}/${script.replace(/^\.\//, '')}`]
}
