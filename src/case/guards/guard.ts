// The contract of a guard: it looks at one step that is wanted, and says why it may not be done.
import type { Lifelines, NetworkPolicy } from '../../core/control.ts'
import { type EntityId, processId } from '../../core/entity.ts'
import type { FileFact } from '../../core/facts/file.ts'
import type { Process } from '../../core/facts/process.ts'
import type { Facts } from '../../core/facts.ts'
import type { Finding } from '../../core/finding.ts'
import type { Step } from '../../core/plan.ts'
import type { Text } from '../../core/text.ts'

/** A step as far as a guard needs it. */
export type Candidate = Pick<Step, 'action' | 'target' | 'detail'>

/** What a guard must know besides the facts. */
export interface Around {
  readonly hostName: string
  /** A person has seen the plan and wants even the large or unproven steps. */
  readonly approved: boolean
  /** davylamp itself, the processes it was started from up to the first, and what it started. */
  readonly session: ReadonlySet<number>
  /** The accounts the operator came in with. */
  readonly sessionUsers: ReadonlySet<string>
  /** Who is accused, and by which findings. */
  readonly accused: ReadonlyMap<EntityId, readonly Finding[]>
  /** "dev ino" of what stands at a path now, for the paths of running programs. */
  readonly onDisk: ReadonlyMap<string, string>
  /** All that the plan would touch. */
  readonly totals: { readonly processes: number; readonly files: number; readonly bytes: number }
  /** Findings prove that the kernel itself lies. */
  readonly kernelLies: boolean
  /** What must stay reachable. */
  readonly lifelines: Lifelines
  /** Addresses of this host. */
  readonly ownAddresses: readonly string[]
  /** Whether an address belongs to infrastructure that innocents share with criminals. */
  isShared(address: string): boolean
  /** Whether the packet filter of this kernel can carry out this kind of policy. */
  carries(kind: NetworkPolicy['kind']): boolean
}

export interface Guard {
  readonly id: string
  readonly summary: Text
  /** Why the step is refused; undefined when this guard has nothing against it. Pure. */
  refuse(step: Candidate, facts: Facts, around: Around): Text | undefined
}

type ProcessRule = (process: Process, facts: Facts, around: Around) => Text | undefined

/** A rule for each process that would be frozen or ended. */
export function ofProcesses(refuse: ProcessRule): Guard['refuse'] {
  return (step, facts, around) => {
    const ids = new Set<EntityId>(idsOf(step))
    for (const process of facts.processes) {
      const why = ids.has(process.id) ? refuse(process, facts, around) : undefined
      if (why !== undefined) return why
    }
    return undefined
  }
}

/** The processes that the step would freeze or end. */
export function idsOf({ action, detail }: Candidate): readonly EntityId<'process'>[] {
  if (action === 'kill-process') return [processId(Number(detail['pid']), Number(detail['startTicks']))]
  if (action !== 'freeze-processes' && action !== 'kill-group') return []
  const pids = listOf(detail['pids'])
  const ticks = listOf(detail['startTicks'])
  return pids.map((pid, i) => processId(Number(pid), Number(ticks[i])))
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

const changing = new Set([
  'vault-file',
  'remove-directory',
  'disarm-autostart',
  'remove-lines',
  'lift-flags',
  'restore-command',
  'reinstall-file',
  'make-executable',
])

/** The file that the step would change or take away. */
export function changedPath({ action, detail }: Candidate): string | undefined {
  const { path } = detail
  return changing.has(action) && typeof path === 'string' ? path : undefined
}

/** The file that the step would take away whole. */
export function removedPath(step: Candidate): string | undefined {
  const whole = step.action === 'vault-file' || (step.action === 'disarm-autostart' && step.detail['whole'] === true)
  return whole ? changedPath(step) : undefined
}

/** The addresses and networks that the step would block for everybody, ports left out. */
export function blockedAddresses({ action, detail }: Candidate): readonly string[] {
  if (action === 'block-address') return listOf(detail['addresses']).map(String)
  if (action !== 'cut-egress') return []
  return listOf(detail['endpoints']).map(e => String(e).replace(/^\[(.*)\](?::\d+)?$|^([^:]+):\d+$/, '$1$2'))
}

/** The row of a file, whichever of the two names of a merged /usr it goes by. */
export function fileAt(path: string, { files }: Facts): FileFact | undefined {
  const names = spellings(path)
  return files.find(file => names.includes(file.path))
}

/** "/bin/x" and "/usr/bin/x" are one file where /usr is merged. */
export function spellings(path: string): readonly string[] {
  if (/^\/(?:s?bin|lib(?:32|64|x32)?)\//.test(path)) return [path, `/usr${path}`]
  return /^\/usr\/(?:s?bin|lib(?:32|64|x32)?)\//.test(path) ? [path, path.slice(4)] : [path]
}
