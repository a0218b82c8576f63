// Before the first act: is there room for what must be kept, and which session is it that stays out of reach?
import { existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { textOf } from '../core/bytes.ts'
import { isGap } from '../core/gap.ts'
import type { Files, HostView } from '../core/host.ts'
import { JournalError } from '../core/journal.ts'
import type { Plan, Step } from '../core/plan.ts'
import type { Text } from '../core/text.ts'
import { parseProcStat } from '../parse/proc/stat.ts'
import { mostMemoryOf } from '../store/process-evidence.ts'

/** Journal, manifest, the small texts of a case, and something to breathe. */
const margin = 16 << 20
/** Items of evidence of one process, and of one step. */
const itemsEach = 20
const deepest = 64

/** Throws a JournalError, before anything is touched, when the vault and the evidence of these plans would not fit. */
export function checkRoom(plans: readonly Plan[], host: HostView, state: string): void {
  const steps = plans.flatMap(p => p.steps)
  const { bytes, items } = needOf(steps, host.files)
  let folder = state
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  const { bavail, bfree, bsize, files, ffree } = statfsSync(folder)
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize
  if (free < bytes)
    throw new JournalError('full', {
      en: `nothing was touched: keeping what is changed takes up to ${mib(bytes)} and ${folder} has ${mib(free)} free; make room, or give --state on another disk`,
      zh: `未做任何改动:保全所需空间最多 ${mib(bytes)},而 ${folder} 仅剩 ${mib(free)};请先腾出空间,或用 --state 指定其他磁盘`,
    })
  // Some file systems make inodes as they need them and tell of none.
  if (files > 0 && ffree < items)
    throw new JournalError('full', {
      en: `nothing was touched: ${folder} has ${ffree} inodes left and up to ${items} are needed; make room, or give --state on another disk`,
      zh: `未做任何改动:${folder} 仅剩 ${ffree} 个 inode,最多需要 ${items} 个;请先腾出空间,或用 --state 指定其他磁盘`,
    })
}

/** At most so much is kept: files once or twice (before and after an edit), memory up to its cap, each program once. */
function needOf(steps: readonly Step[], files: Files): { readonly bytes: number; readonly items: number } {
  let bytes = margin
  const pids = new Set<number>()
  const programs = new Set<string>()
  for (const { detail, stage } of steps) {
    const stat = typeof detail['path'] === 'string' ? files.stat(detail['path']) : undefined
    if (stat !== undefined && !isGap(stat)) bytes += stat.size * (stage === 'vault' ? 1 : 2)
    if (Array.isArray(detail['pids'])) for (const pid of detail['pids']) pids.add(Number(pid))
  }
  for (const pid of pids) {
    const program = files.stat(`/proc/${pid}/exe`)
    if (isGap(program) || programs.has(`${program.dev}:${program.ino}`)) continue
    programs.add(`${program.dev}:${program.ino}`)
    bytes += program.size
  }
  return { bytes: bytes + mostMemoryOf(pids.size), items: itemsEach * (pids.size + steps.length) + 100 }
}

/** Who is never frozen, ended or cut off: the chain from davylamp to the login it was started from. Nothing on a disk. */
export function rescueText({ files, origin, volatile }: HostView): Text | undefined {
  if (origin.kind !== 'live' || volatile === undefined) return undefined
  const chain: string[] = []
  let peer: string | undefined
  for (let pid = volatile.ownPid; pid > 1 && chain.length < deepest; ) {
    const stat = files.read(`/proc/${pid}/stat`, 4096)
    const line = isGap(stat) ? undefined : parseProcStat(stat.bytes)
    if (line === undefined) break
    chain.unshift(`${line.name}(${pid})`)
    const environ = files.read(`/proc/${pid}/environ`, 1 << 20)
    // sudo leaves the variable out; the shell it was started from has it.
    if (!isGap(environ)) peer ??= /(?:^|\0)SSH_CONNECTION=([0-9a-fA-F.:]+) /.exec(textOf(environ.bytes))?.[1]
    pid = line.ppid
  }
  const told = chain.join(' → ')
  return {
    zh: `受保护的会话(不会被冻结或结束):${told}${peer === undefined ? '' : `,来自 ${peer}`}`,
    en: `Your way back in, never frozen or ended: ${told}${peer === undefined ? '' : `, from ${peer}`}`,
  }
}

const mib = (bytes: number): string => `${Math.ceil(bytes / (1 << 20))} MiB`
