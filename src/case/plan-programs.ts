// The program files of processes that are to be ended, and their copies: what nobody else runs and no package brought goes with them.
import type { EntityId } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Process } from '../core/facts/process.ts'
import type { Finding } from '../core/finding.ts'
import { isGap } from '../core/gap.ts'
import { interpreters } from './accused.ts'
import { fileAt } from './guards/guard.ts'
import type { Ground } from './plan-draft.ts'

export interface Program {
  readonly findings: readonly Finding[]
  /** Who runs it: it goes only when they all go. */
  readonly runners: readonly EntityId<'process'>[]
}

/** Where only packages put files: without a word of a package database nothing is taken from there. */
const systemPlace = /^\/(?:usr\/)?(?:s?bin|lib(?:32|64|exec)?)\//

/** Where no image puts a program, for containers whose layers are not known. */
const odd = /\/\.[^/]|^\/(?:tmp|var\/tmp|dev\/shm)\//

/** By path, of these suspects. */
export function programsOf(suspects: readonly Process[], ground: Ground): ReadonlyMap<string, Program> {
  const found = new Map<string, Program>()
  const add = (path: string, process: Process): void => {
    const { findings, runners } = found.get(path) ?? { findings: [], runners: [] }
    const more = (ground.accused.get(process.id) ?? []).filter(f => !findings.includes(f))
    found.set(path, { findings: [...findings, ...more], runners: [...runners, process.id] })
  }
  const guilty = new Set(suspects.map(p => p.id))
  // Bytes that an innocent process runs, too, are a tool and not the malware: then only the file that the suspect runs goes.
  const ofOthers = new Set(ground.facts.processes.filter(p => !guilty.has(p.id)).flatMap(p => bytesOf(p, ground) ?? []))
  for (const process of suspects) {
    const program = ownProgram(process, guilty, ground)
    if (program === undefined) continue
    add(program.path, process)
    const { sha256 } = program
    if (sha256 === undefined || ofOthers.has(sha256)) continue
    for (const copy of ground.facts.files)
      if (copy.sha256 === sha256 && copy.path !== program.path && isBrought(copy)) add(copy.path, process)
  }
  return found
}

function bytesOf({ exe }: Process, { facts }: Ground): string | undefined {
  return exe === undefined ? undefined : facts.files.find(({ stat }) => stat.ino === exe.ino && stat.dev === exe.dev)?.sha256
}

function ownProgram(process: Process, guilty: ReadonlySet<EntityId>, { facts, host }: Ground): FileFact | undefined {
  const { exe, container, root } = process
  if (exe === undefined || exe.deleted || exe.memfd) return undefined
  // In a container only what was written at run time is the intruder's own; what came with the image is for whoever builds that.
  const isInside = container !== undefined || root !== undefined
  const isIt = ({ stat }: FileFact): boolean => stat.dev === exe.dev && stat.ino === exe.ino
  const isLate = ({ path, containerLayer }: FileFact): boolean =>
    containerLayer === 'runtime' || (containerLayer === undefined && root !== undefined && odd.test(path.slice(root.length)))
  const file = isInside ? facts.files.find(f => isIt(f) && isLate(f)) : fileAt(exe.path, facts)
  if (file === undefined || !isBrought(file) || interpreters.test(exe.path.split('/').at(-1) ?? '')) return undefined
  const stat = host.files.stat(file.path)
  if (isGap(stat) || stat.dev !== exe.dev || stat.ino !== exe.ino) return undefined
  const isShared = facts.processes.some(p => p.exe?.dev === exe.dev && p.exe?.ino === exe.ino && !guilty.has(p.id))
  return isShared ? undefined : file
}

function isBrought({ path, package: owner, packaged, stat }: FileFact): boolean {
  if (stat.type !== 'file' || owner !== undefined) return false
  return packaged === 'unowned' || (packaged === undefined && !systemPlace.test(path))
}
