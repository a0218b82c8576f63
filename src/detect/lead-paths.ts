// Files that findings already accuse, by path: what a command or script may name to be one of the same lot.
import { type EntityId, entity, nameOf } from '../core/entity.ts'
import type { Facts } from '../core/facts.ts'
import { isInterpreter, isPackagedPlace, isShell } from './program-place.ts'
import { isReplacedCommand, isVouchedFor } from './reference-material.ts'
import { isSharedFile } from './shared-files.ts'

/**
 * Paths of accused files and of accused processes' programs. Left out: interpreters and shells, files that a package vouches for or
 * that many hands write, commands of a package whatever stands in their place now (who names them means the command), and programs of
 * packaged places that only a process accuses, unless the package database does not know them.
 */
export function leadPaths(
  { files, processes }: Pick<Facts, 'files' | 'processes'>,
  leads: ReadonlySet<EntityId>,
): ReadonlyMap<string, EntityId> {
  const paths = new Map<string, EntityId>()
  if (leads.size === 0) return paths
  const rows = new Map(files.map(f => [f.path, f]))
  const vouched = new Set(files.filter(isVouchedFor).map(f => f.path))
  const replaced = new Set(files.filter(isReplacedCommand).map(f => f.path))
  const usable = (path: string): boolean =>
    path.startsWith('/') && !vouched.has(path) && !replaced.has(path) && !isInterpreter(path) && !isShell(path) && !isSharedFile(path)
  const foreign = (path: string): boolean =>
    !isPackagedPlace(path) || /^\/(?:opt|usr\/local)\//.test(path) || rows.get(path)?.packaged === 'unowned'
  for (const process of processes) {
    const exe = process.exe
    if (exe !== undefined && !exe.memfd && leads.has(process.id) && usable(exe.path) && foreign(exe.path)) paths.set(exe.path, process.id)
  }
  for (const lead of leads) if (lead.startsWith('file:') && usable(nameOf(lead))) paths.set(nameOf(lead), entity('file', nameOf(lead)))
  return paths
}
