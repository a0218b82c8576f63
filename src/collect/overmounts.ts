// Mounts that lie over /proc/PID, and ways around them.
import { parseMountinfo } from '../parse/proc/mountinfo.ts'
import { parseProcStat } from '../parse/proc/stat.ts'
import type { ProcFiles } from './proc-files.ts'

/** Thread ids looked at after a pid: the threads of a program that starts them at once follow its pid closely. */
const nearby = 64

/** Pids with a mount on /proc/PID or on something in it. */
export function overmountedPids(proc: ProcFiles): Set<number> {
  const pids = new Set<number>()
  for (const path of ['/proc/self/mountinfo', '/proc/1/mountinfo'])
    for (const { target } of parseMountinfo(proc.bytes(path, 8 << 20) ?? new Uint8Array())) {
      const pid = /^\/proc\/([1-9]\d{0,9})(?:\/|$)/.exec(target)?.[1]
      if (pid !== undefined) pids.add(Number(pid))
    }
  return pids
}

/**
 * Another path to the files of an overmounted process: through one of its other threads, which /proc shows by their own ids though it does
 * not list them, or through the /proc of another mount namespace. undefined when there is none.
 */
export function wayAround(proc: ProcFiles, pid: number, otherRoots: readonly string[]): string | undefined {
  const near = Array.from({ length: nearby }, (_, i) => `/proc/${pid + i + 1}/task/${pid}`)
  return [...near, ...otherRoots.map(root => `${root}/proc/${pid}`)].find(base => {
    const bytes = proc.bytes(`${base}/stat`)
    return bytes !== undefined && parseProcStat(bytes)?.pid === pid
  })
}
