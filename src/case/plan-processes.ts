// Steps about processes: all suspects frozen together, then ended one by one.
import { entity } from '../core/entity.ts'
import type { Process } from '../core/facts/process.ts'
import type { Mount } from '../core/facts/system.ts'
import { type Draft, type Ground, reasons, text } from './plan-draft.ts'

/** Suspect processes in the order of their pids. */
export function suspectsOf({ facts, accused }: Ground): readonly Process[] {
  return facts.processes.filter(p => accused.has(p.id)).toSorted((a, b) => a.pid - b.pid)
}

/** "dev:ino" of the running program, '' when it has none: as the process is known to whoever acts on it. */
export function exeKey({ exe }: Process): string {
  return exe?.dev === undefined || exe.ino === undefined ? '' : `${exe.dev}:${exe.ino}`
}

/** Two steps: all frozen together, so that no watchdog outlives what it watches, and ended together. `mayEnd` asks the guards about one. */
export function groupDrafts(processes: readonly Process[], ground: Ground, mayEnd: (process: Process) => boolean): readonly Draft[] {
  const [first] = processes
  if (first === undefined) return []
  const names = [...new Set(processes.map(p => p.name))].slice(0, 5).join(', ')
  const count = processes.length
  const spared = sparedOf(processes, ground, mayEnd)
  const common = {
    target: first.id,
    because: reasons(
      processes.flatMap(p => ground.accused.get(p.id) ?? []),
      ground,
    ),
    before: processes.map(identity).join(' '),
    detail: {
      group: `davylamp.${ground.incident.id}`,
      pids: processes.map(p => p.pid),
      startTicks: processes.map(p => p.startTicks),
      exes: processes.map(exeKey),
      ...(spared.length > 0 && { sparedPids: spared.map(p => p.pid), sparedStartTicks: spared.map(p => p.startTicks) }),
    },
  } as const
  const freeze: Draft = {
    ...common,
    stage: 'contain',
    action: 'freeze-processes',
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
  }
  const kill: Draft = {
    ...common,
    stage: 'kill',
    action: 'kill-group',
    risk: 'destructive',
    reversible: false,
    title: text(
      `一次性结束已冻结的 ${count} 个进程及其此后产生的子进程`,
      `end ${count === 1 ? 'the frozen process' : `the ${count} frozen processes at once`}, and whatever ${count === 1 ? 'it has' : 'they have'} started since`,
    ),
    cost: text(
      '这些进程及其内存中的内容不再存在;证据已在此之前保全。',
      'They and what they hold in memory are gone; the evidence was kept before.',
    ),
    undoing: text('无法撤销:结束的进程不能恢复。', 'It cannot be undone: an ended process does not come back.'),
  }
  return [freeze, kill]
}

/** Descendants that a guard protects: they are neither frozen nor ended with the family. */
function sparedOf(processes: readonly Process[], { facts }: Ground, mayEnd: (process: Process) => boolean): readonly Process[] {
  const family = new Set<string>(processes.map(p => p.id))
  const spared: Process[] = []
  for (let grew = true; grew; ) {
    grew = false
    for (const process of facts.processes) {
      if (process.parent === undefined || !family.has(process.parent) || family.has(process.id) || spared.includes(process)) continue
      if (mayEnd(process)) family.add(process.id)
      else spared.push(process)
      grew = true
    }
  }
  return spared
}

/** `vaulted`: the paths that other steps take into the vault. */
export function killDraft(process: Process, ground: Ground, vaulted: ReadonlySet<string>): Draft {
  const { pid, startTicks, name, exe } = process
  const path = exe?.path ?? process.argv[0] ?? name
  const fate =
    exe === undefined || exe.deleted || exe.memfd
      ? text('程序已不在磁盘上,其内容保存在证据中。', 'Its program is no longer on the disk; a copy is kept with the evidence.')
      : vaulted.has(exe.path)
        ? text('程序文件另存在保险库中,可以还原。', 'Its file lies in the vault and can be restored.')
        : text('程序文件留在原处。', 'Its file stays where it is.')
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
    undoing: text(`无法撤销:结束的进程不能恢复。${fate.zh}`, `It cannot be undone: an ended process does not come back. ${fate.en}`),
    before: identity(process),
    detail: { pid, startTicks, exe: exeKey(process) },
  }
}

function identity(process: Process): string {
  return `${process.pid}@${process.startTicks}@${exeKey(process)}`
}

/** Mounts over /proc/PID: of accused processes, or left behind by one that has ended. */
export function coverDrafts(ground: Ground): readonly Draft[] {
  const { facts, accused } = ground
  const covers = facts.mounts.filter(m => coveredPid(m.target) !== undefined)
  return [...Map.groupBy(covers, m => m.target)].flatMap(([target, mounts]): readonly Draft[] => {
    const pid = coveredPid(target)
    const process = facts.processes.find(p => p.pid === pid)
    const findings = [...accused].filter(([id]) => id === process?.id || id === entity('file', target)).flatMap(([, f]) => f)
    if (findings.length === 0) return []
    const sources = mounts.map(mount => sourceOf(mount, facts.mounts))
    const reversible = sources.every(source => source !== '')
    return [
      {
        stage: 'contain',
        action: 'unmount-cover',
        target: process?.id ?? entity('file', target),
        because: reasons(findings, ground),
        risk: 'disruptive',
        reversible,
        title: text(`卸下遮盖 ${target} 的挂载`, `take the mount off ${target}`),
        cost: text(
          '被遮盖的进程重新可见;没有其他程序使用该挂载。',
          'The process behind it can be seen again; nothing else uses the mount.',
        ),
        undoing: reversible
          ? text('进程仍在时,从原目录重新挂载。', 'It is mounted again from its source, as long as the process is there.')
          : text('无法撤销:挂载的来源已不在任何目录中。', 'It cannot be undone: what was mounted lies in no directory.'),
        before: mounts.map(m => `${m.source} ${m.root} ${m.type}`).join('\n'),
        detail: { target, sources },
      },
    ]
  })
}

function coveredPid(target: string): number | undefined {
  const pid = /^\/proc\/([1-9]\d*)(?:\/|$)/.exec(target)?.[1]
  return pid === undefined ? undefined : Number(pid)
}

/** The directory that a bind mount shows, found on another mount of the same file system; '' when there is none. */
function sourceOf({ source, type, root, target }: Mount, mounts: readonly Mount[]): string {
  const holder = mounts.find(
    m =>
      m.target !== target &&
      m.source === source &&
      m.type === type &&
      (root === m.root || root.startsWith(m.root === '/' ? '/' : `${m.root}/`)),
  )
  if (holder === undefined || coveredPid(holder.target) !== undefined) return ''
  const rest = holder.root === '/' ? root : root.slice(holder.root.length)
  return `${holder.target === '/' ? '' : holder.target}${rest}` || '/'
}
