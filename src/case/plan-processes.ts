// Steps about processes: all suspects frozen together, then ended one by one.
import type { Process } from '../core/facts/process.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'

/** Suspect processes in the order of their pids. */
export function suspectsOf({ facts, accused }: Ground): readonly Process[] {
  return facts.processes.filter(p => accused.has(p.id)).toSorted((a, b) => a.pid - b.pid)
}

/** "dev:ino" of the running program, '' when it has none: as the process is known to whoever acts on it. */
export function exeKey({ exe }: Process): string {
  return exe?.dev === undefined || exe.ino === undefined ? '' : `${exe.dev}:${exe.ino}`
}

/** One step, so that no watchdog outlives what it watches. */
export function freezeDraft(processes: readonly Process[], ground: Ground): Draft | undefined {
  const [first] = processes
  if (first === undefined) return undefined
  const names = [...new Set(processes.map(p => p.name))].slice(0, 5).join(', ')
  const count = processes.length
  return {
    stage: 'contain',
    action: 'freeze-processes',
    target: first.id,
    because: reasons(
      processes.flatMap(p => ground.accused.get(p.id) ?? []),
      ground,
    ),
    risk: 'disruptive',
    reversible: true,
    title: text(
      `同时冻结 ${count} 个可疑进程:${names}`,
      `freeze ${count === 1 ? 'the suspect process' : `${count} suspect processes at once`}: ${names}`,
    ),
    cost: text(
      '这些进程立即停止运行,占用的 CPU 随之释放;内存与连接原样保留,便于取证。',
      'They stop at once and give the CPU back; memory and connections stay as they are, for evidence.',
    ),
    undoing: text('解冻后从停下处继续运行。', 'Thawed, they go on where they stopped.'),
    before: processes.map(identity).join(' '),
    detail: {
      group: `davylamp.${ground.incident.id}`,
      pids: processes.map(p => p.pid),
      startTicks: processes.map(p => p.startTicks),
      exes: processes.map(exeKey),
    },
  }
}

export function killDraft(process: Process, ground: Ground): Draft {
  const { pid, startTicks, name } = process
  const path = process.exe?.path ?? process.argv[0] ?? name
  return {
    stage: 'kill',
    action: 'kill-process',
    target: process.id,
    because: reasons(ground.accused.get(process.id) ?? [], ground),
    risk: 'destructive',
    reversible: false,
    title: text(`结束进程 ${name}(${pid},${path})`, `end process ${name} (${pid}, ${path})`),
    cost: text(
      '进程及其内存中的内容不再存在;如需内存证据,请在此之前保存。',
      'The process and what it holds in memory are gone; save the memory before, if it is wanted as evidence.',
    ),
    undoing: text(
      '无法撤销:结束的进程不能恢复。程序文件另存在保险库中,可以还原。',
      'It cannot be undone: an ended process does not come back. Its file lies in the vault and can be restored.',
    ),
    before: identity(process),
    detail: { pid, startTicks, exe: exeKey(process) },
  }
}

function identity(process: Process): string {
  return `${process.pid}@${process.startTicks}@${exeKey(process)}`
}
