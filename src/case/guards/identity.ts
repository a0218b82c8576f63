// Who a process really is: by the file the kernel runs and the checksum of its package, never by the name it goes by.
import type { Process } from '../../core/facts/process.ts'
import type { Facts } from '../../core/facts.ts'
import { type Around, fileAt, spellings } from './guard.ts'

/** Base name of the running program; '' when it has none or runs from memory. */
export function programName({ exe }: Process): string {
  return exe === undefined || exe.memfd ? '' : exe.path.slice(exe.path.lastIndexOf('/') + 1)
}

/** Path of the program in a system directory of the host itself. */
const systemPlace = /^\/(?:usr\/)?(?:s?bin|lib(?:32|64|exec)?)\//

/** It runs the unchanged file of a package, or the one an update has just replaced by another unchanged one. */
export function runsIntactPackage(process: Process, facts: Facts, around: Around): boolean {
  const { exe } = process
  if (exe === undefined || exe.memfd || process.container !== undefined || process.root !== undefined) return false
  const names = spellings(exe.path)
  const verified = facts.verifications.find(v => names.includes(v.path))?.result
  const file = fileAt(exe.path, facts)
  // Too large to be compared in time: a package claims it, and nothing says that it was changed.
  const vouched = verified ?? file?.packaged ?? (file?.package === undefined ? undefined : 'unverifiable')
  if (vouched !== 'intact' && vouched !== 'unverifiable') return false
  if (vouched === 'unverifiable' && !systemPlace.test(exe.path)) return false
  if (exe.deleted) return systemPlace.test(exe.path)
  return isAt(process, around, file === undefined ? undefined : `${file.stat.dev} ${file.stat.ino}`)
}

/** The running file is the one that stands at its path: no mount and no other root shows the process another. */
function isAt({ exe }: Process, { onDisk }: Around, seen: string | undefined): boolean {
  if (exe?.dev === undefined || exe.ino === undefined) return false
  return (onDisk.get(exe.path) ?? seen) === `${exe.dev} ${exe.ino}`
}

/** It runs a file that came with its container's image. */
export function runsImageFile({ exe, container }: Process, facts: Facts): boolean {
  if (exe === undefined || exe.memfd || exe.deleted || container === undefined) return false
  return facts.files.some(
    ({ container: its, containerLayer, stat, path }) =>
      its === container && containerLayer === 'image' && path.endsWith(exe.path) && stat.dev === exe.dev && stat.ino === exe.ino,
  )
}

/** Holds a listening TCP port or a bound UDP one. */
export function listens({ id }: Process, { sockets }: Facts): boolean {
  return sockets.some(
    s => s.owners.includes(id) && (s.state === 'LISTEN' || (s.protocol === 'udp' && s.remote.port === 0 && s.local.port > 0)),
  )
}

/** It or the one that forked it listens: workers and database sessions run the program of their server. */
export function serves(process: Process, facts: Facts): boolean {
  const { parent, exe } = process
  const server = exe?.ino === undefined ? undefined : facts.processes.find(p => p.id === parent)
  const same = server?.exe?.dev === exe?.dev && server?.exe?.ino === exe?.ino
  return listens(process, facts) || (server !== undefined && same && listens(server, facts))
}

/** The service unit whose cgroup it is in; units that hold whatever users and jobs start do not count. */
export function unitOf({ cgroup }: Process): string | undefined {
  for (const line of cgroup) {
    const unit = /\/system\.slice\/(?:[^/]+\.slice\/)*([^/]+\.service)(?:\/|$)/.exec(line)?.[1]
    if (unit !== undefined && !/^(?:cron|crond|anacron|atd|ssh|sshd|user@\d+|rc-local)(?:@[^/]*)?\.service$/.test(unit)) return unit
  }
  return undefined
}

/** A miner by its command line, its configuration or its family: more than the company it keeps. */
export function isProvenMiner({ id }: Process, { accused }: Around): boolean {
  return (accused.get(id) ?? []).some(
    f => f.signal === 'mining' && f.class === 'miner' && (f.severity === 'high' || f.severity === 'critical'),
  )
}
