// Which processes there are right now, who started whom and what each runs: read from /proc by raw system calls.
import { textOf } from '../core/bytes.ts'
import type { ProcessState } from '../core/control.ts'
import { type Gap, gap, isGap, orUndefined } from '../core/gap.ts'
import type { Files } from '../core/host.ts'

export interface ProcessLine {
  readonly pid: number
  readonly parent: number
  readonly session: number
  readonly startTicks: number
  /** R, S, D, T, Z … as in /proc/PID/stat. */
  readonly state: string
  readonly isKernelThread: boolean
}

/** PF_KTHREAD */
const kernelThread = 0x00200000

export function processLine(files: Files, pid: number): ProcessLine | Gap {
  const content = files.read(`/proc/${pid}/stat`, 4096)
  if (isGap(content)) return content.why === 'absent' ? gone(pid) : content
  const text = textOf(content.bytes)
  // The name may hold blanks and brackets, so the fields are counted from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state = '', parent, , session] = fields
  const startTicks = Number(fields[19])
  if (!Number.isSafeInteger(startTicks)) return gone(pid)
  const isKernelThread = (Number(fields[6]) & kernelThread) !== 0
  return { pid, parent: Number(parent), session: Number(session), startTicks, state, isKernelThread }
}

export function processLines(files: Files): readonly ProcessLine[] {
  const names = orUndefined(files.list('/proc')) ?? []
  return names.flatMap(({ name }) => (/^[1-9]\d*$/.test(name) ? (orUndefined(processLine(files, Number(name))) ?? []) : []))
}

export function identify(files: Files, pid: number): ProcessState | Gap {
  const line = processLine(files, pid)
  if (isGap(line)) return line
  if (line.state === 'Z' || line.state === 'X') return gone(pid)
  const exe = orUndefined(files.stat(`/proc/${pid}/exe`))
  return { pid, startTicks: line.startTicks, exe: exe === undefined ? '' : `${exe.dev}:${exe.ino}` }
}

/** A Gap unless the pid is still the process it was; 'any program' leaves it free to have executed another one meanwhile. */
export function isStill(
  files: Files,
  was: ProcessState,
  running: 'the same program' | 'any program' = 'the same program',
): Gap | undefined {
  const is = identify(files, was.pid)
  if (isGap(is)) return is
  if (is.startTicks !== was.startTicks) return gap(`process ${was.pid}`, 'absent', 'has ended; its pid is another process now')
  return running === 'any program' || is.exe === was.exe ? undefined : gap(`process ${was.pid}`, 'tampered', 'runs another program now')
}

/** davylamp itself, all that it was started by, and pid 1. */
export function ownTree(files: Files): ReadonlySet<number> {
  const own = new Set<number>([1, process.pid])
  for (let pid = process.pid; pid > 1; ) {
    const line = processLine(files, pid)
    if (isGap(line) || own.has(line.parent)) break
    own.add(line.parent)
    pid = line.parent
  }
  return own
}

/**
 * Processes started by one of `known` or, in a session that one of them leads, by one that has ended meanwhile: nobody joins a session
 * but by being started in it.
 */
export function descendants(lines: readonly ProcessLine[], known: ReadonlyMap<number, number>): readonly ProcessLine[] {
  const found = new Map<number, ProcessLine>()
  const startedBy = (pid: number, line: ProcessLine): boolean => {
    const start = known.get(pid) ?? found.get(pid)?.startTicks
    return start !== undefined && start <= line.startTicks
  }
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const line of lines)
      if (!known.has(line.pid) && !found.has(line.pid) && (startedBy(line.parent, line) || startedBy(line.session, line)))
        found.set(line.pid, line)
  }
  return [...found.values()]
}

export function gone(pid: number): Gap {
  return gap(`process ${pid}`, 'absent', 'has ended')
}
