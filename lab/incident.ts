// A labelled incident: how an intruder really came in, when, from where and as whom, told to nobody but the judge.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogSource } from '../src/core/log-format.ts'
import type { Text } from '../src/core/text.ts'
import type { Dress } from './dress.ts'
import type { ImageKind } from './image.ts'
import { project } from './places.ts'
import type { Stage } from './stage.ts'

export const moments = ['occurrence', 'discovery', 'handling'] as const
export type MomentName = (typeof moments)[number]

/** The answer key; the true moments are taken while it happens. */
export interface Label {
  readonly title: Text
  /** Id of the true way in; "unknown" where nothing is left by which anybody could tell. */
  readonly way: string
  /** Ways that are as right: what happened was both. */
  readonly also?: readonly string[]
  readonly address?: string
  readonly user?: string
  /** A part of the request, statement or command that did it. */
  readonly by?: string
  /** Sources that are wiped, rotated away, never kept or wrong. */
  readonly missing: readonly (LogSource | 'clock')[]
  /** Minutes by which a moment may be off; 2 where nothing is said. */
  readonly tolerance?: Partial<Readonly<Record<MomentName, number>>>
  readonly image?: ImageKind
  /** Of several hosts: the one that was entered first from outside. */
  readonly patientZero?: string
  /** The host is cleaned by `davylamp respond` before it is traced. */
  readonly cleaned?: boolean
}

export interface Incident extends Label {
  readonly name: string
  /** Before the host boots: accounts, settings, the logs of earlier days. */
  dress?(dress: Dress): void | Promise<void>
  /** What happens, with the host up. */
  plant(stage: Stage): Promise<void>
}

const folder = join(project, 'lab/incidents')

export function incidentNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(folder, entry.name, 'incident.json')))
    .map(entry => entry.name)
    .sort()
}

export function loadLabel(name: string): Label {
  return JSON.parse(readFileSync(join(folder, name, 'incident.json'), 'utf8')) as Label
}

export async function loadIncident(name: string): Promise<Incident> {
  const script = (await import(join(folder, name, 'plant.ts'))) as Pick<Incident, 'dress' | 'plant'>
  return { ...loadLabel(name), name, ...script }
}
