// Who outside of a container keeps it up: its shim, which starts the accused program again, and which serves nobody else.
import type { EntityId } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Finding } from '../core/finding.ts'
import type { Ground } from './plan-draft.ts'

export interface Keeper {
  readonly process: Process
  /** Those of the processes it keeps. */
  readonly findings: readonly Finding[]
}

/**
 * Processes of the host that are given the container's id and have only suspects for children: containerd-shim and conmon are started once
 * for each container. One that has an innocent child serves the business as well and is left alone.
 */
export function keepersOf(suspects: readonly Process[], { facts, accused }: Ground): readonly Keeper[] {
  const guilty = new Set<EntityId>(suspects.map(p => p.id))
  const keepers = new Map<EntityId, Keeper>()
  for (const suspect of suspects) {
    const container = facts.containers.find(c => c.id === suspect.container)
    const process = facts.processes.find(p => p.id === suspect.parent)
    if (container === undefined || process === undefined || process.container !== undefined || guilty.has(process.id)) continue
    const serves = container.containerId !== '' && process.argv.includes(container.containerId)
    const alone = facts.processes.every(p => p.parent !== process.id || guilty.has(p.id))
    if (!serves || !alone) continue
    const known = keepers.get(process.id)?.findings ?? []
    const more = (accused.get(suspect.id) ?? []).filter(f => !known.includes(f))
    keepers.set(process.id, { process, findings: [...known, ...more] })
  }
  return [...keepers.values()]
}
