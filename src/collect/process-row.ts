// One process as /proc tells it: everything but its demand and how it was seen.
import { entity, processId } from '../core/entity.ts'
import type { Executable, OpenFile, Process } from '../core/facts/process.ts'
import { type Gap, gap, isGap, orUndefined } from '../core/gap.ts'
import type { Files, HostView, Volatile } from '../core/host.ts'
import { instantOf } from '../core/instant.ts'
import { splitArguments, splitEnvironment } from '../parse/proc/arguments.ts'
import { parseCgroup } from '../parse/proc/cgroup.ts'
import { containerOfCgroup } from '../parse/proc/container-cgroup.ts'
import { parseExeLink } from '../parse/proc/exe-link.ts'
import { parseMaps } from '../parse/proc/maps.ts'
import { kernelThreadFlag, type ProcStat, parseProcStat } from '../parse/proc/stat.ts'
import { parseProcStatus } from '../parse/proc/status.ts'
import type { ProcFiles } from './proc-files.ts'

const mostOpenFiles = 4096
const mostEnvironment = 1 << 20
const mostArguments = 1 << 17
const mostMaps = 8 << 20
const namespaces = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'user', 'uts']
/** (uid_t) -1: the login uid of what no login started. */
const noLogin = 4_294_967_295

export interface ProcessReader {
  /** The row and gaps; nothing when the process died meanwhile. `base` is "/proc/PID", or another view of the same process. */
  read(pid: number, base?: string): { readonly row: Process; readonly gaps: readonly Gap[] } | undefined
  stat(pid: number, base?: string): ProcStat | undefined
}

/** `bootSeconds`: Unix time of the boot, when known. */
export function processReader(host: HostView, proc: ProcFiles, volatile: Volatile, bootSeconds: number | undefined): ProcessReader {
  const statAt = (pid: number, base = `/proc/${pid}`): ProcStat | undefined => {
    const bytes = proc.bytes(`${base}/stat`)
    const stat = bytes === undefined ? undefined : parseProcStat(bytes)
    return stat?.pid === pid ? stat : undefined
  }
  return {
    stat: statAt,
    read(pid, base = `/proc/${pid}`) {
      const stat = statAt(pid, base)
      const status = parseProcStatus(proc.bytes(`${base}/status`) ?? new Uint8Array())
      if (stat === undefined || status === undefined || status.tgid !== pid) return undefined
      const kernelThread = (stat.flags & kernelThreadFlag) !== 0
      const gaps: Gap[] = []
      const cgroups = parseCgroup(proc.bytes(`${base}/cgroup`) ?? new Uint8Array())
      const container = cgroups.map(line => containerOfCgroup(line.path)).find(id => id !== undefined)
      const loginUid = Number(proc.text(`${base}/loginuid`) ?? noLogin)
      const root = proc.link(`${base}/root`)
      const row: Process = {
        id: processId(pid, stat.startTicks),
        pid,
        startTicks: stat.startTicks,
        startedAt: bootSeconds === undefined ? undefined : instantOf((bootSeconds + stat.startTicks / volatile.ticksPerSecond) * 1000),
        ppid: stat.ppid,
        name: stat.name,
        argv: kernelThread ? [] : argvOf(proc, base, gaps),
        state: stat.state,
        kernelThread,
        exe: kernelThread ? undefined : executableOf(host.files, proc, base),
        cwd: kernelThread ? undefined : proc.link(`${base}/cwd`),
        root: root === '/' ? undefined : root,
        environ: kernelThread ? [] : environOf(proc, base, gaps),
        cgroup: cgroups.map(line => `${line.hierarchy}:${line.controllers}:${line.path}`),
        container: container === undefined ? undefined : entity('container', container),
        namespaces: kernelThread ? {} : namespacesOf(proc, base),
        uid: status.uid,
        euid: status.euid,
        loginUid: loginUid === noLogin || !Number.isSafeInteger(loginUid) ? undefined : loginUid,
        capabilities: status.capabilities,
        threads: stat.threads,
        nice: stat.nice,
        cpuSeconds: (stat.userTicks + stat.systemTicks) / volatile.ticksPerSecond,
        residentBytes: status.residentBytes,
        virtualBytes: status.virtualBytes,
        hugetlbBytes: status.hugetlbBytes,
        maps: kernelThread ? undefined : mapsOf(proc, base, gaps),
        open: kernelThread ? [] : openFilesOf(proc, base, gaps),
        seenBy: [],
        overmounted: false,
      }
      return statAt(pid, base)?.startTicks === stat.startTicks ? { row, gaps } : undefined
    },
  }
}

function argvOf(proc: ProcFiles, base: string, gaps: Gap[]): string[] {
  const content = proc.content(`${base}/cmdline`, mostArguments)
  if (content?.whole === false) gaps.push(gap(`${base}/cmdline`, 'capped', `only the first ${mostArguments} bytes were read`))
  return splitArguments(content?.bytes ?? new Uint8Array())
}

function environOf(proc: ProcFiles, base: string, gaps: Gap[]): string[] {
  const content = proc.content(`${base}/environ`, mostEnvironment)
  if (content?.whole === false) gaps.push(gap(`${base}/environ`, 'capped', `only the first ${mostEnvironment} bytes were read`))
  return splitEnvironment(content?.bytes ?? new Uint8Array())
}

function mapsOf(proc: ProcFiles, base: string, gaps: Gap[]): Process['maps'] {
  const content = proc.content(`${base}/maps`, mostMaps)
  if (content?.whole === false) gaps.push(gap(`${base}/maps`, 'capped', `only the first ${mostMaps} bytes were read`))
  return content === undefined ? undefined : parseMaps(content.bytes)
}

function executableOf(files: Files, proc: ProcFiles, base: string): Executable | undefined {
  const text = proc.link(`${base}/exe`)
  if (text === undefined) return undefined
  const { path, marked, memfd } = parseExeLink(text)
  const stat = orUndefined(files.stat(`${base}/exe`))
  if (marked && !memfd && stat !== undefined) {
    const named = files.lstat(text)
    if (!isGap(named) && named.ino === stat.ino && named.dev === stat.dev) return { path: text, deleted: false, memfd, ...identity(stat) }
  }
  return { path, deleted: marked, memfd, ...identity(stat) }
}

function identity(stat: { readonly dev: string; readonly ino: number } | undefined): { dev: string; ino: number } | undefined {
  return stat === undefined ? undefined : { dev: stat.dev, ino: stat.ino }
}

function namespacesOf(proc: ProcFiles, base: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of namespaces) {
    const inode = /\[(\d+)\]$/.exec(proc.link(`${base}/ns/${name}`) ?? '')?.[1]
    if (inode !== undefined) found[name] = inode
  }
  return found
}

function openFilesOf(proc: ProcFiles, base: string, gaps: Gap[]): OpenFile[] {
  const names = proc.list(`${base}/fd`, mostOpenFiles + 1)
  if (names.length > mostOpenFiles) gaps.push(gap(`${base}/fd`, 'capped', `only the first ${mostOpenFiles} open files were read`))
  return names.slice(0, mostOpenFiles).flatMap(({ name }) => {
    const target = proc.link(`${base}/fd/${name}`)
    return target === undefined ? [] : [{ fd: Number(name), target }]
  })
}
