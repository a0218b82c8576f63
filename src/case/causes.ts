// Which mechanism started a process or wrote a file again: by its control group, its ancestors, its environment and the minute it began in.
import { type EntityId, entity } from '../core/entity.ts'
import type { Autostart } from '../core/facts/autostart.ts'
import type { Process } from '../core/facts/process.ts'
import type { Facts } from '../core/facts.ts'
import type { Text } from '../core/text.ts'
import { commonParents, pathsIn } from './edges.ts'
import { firesAt } from './longest-schedule.ts'

/** sure: the kernel says so · likely: it names the thing, or the time fits · unknown: nobody was seen. */
export interface Cause {
  readonly certainty: 'sure' | 'likely' | 'unknown'
  /** The mechanism, when it was seen. */
  readonly of?: EntityId | undefined
  readonly said: Text
}

const deepest = 60
const most = 6
const schedulers = /^(?:cron|crond|anacron|atd)$/
const sshd = /^sshd(?:-session|-auth)?$/

/** Why this process runs: the surest first, never empty. */
export function causesOfProcess(process: Process, facts: Facts): readonly Cause[] {
  const ancestors = ancestorsOf(process, facts)
  const family = [process, ...ancestors]
  const naming = entriesNaming(pathsOf(process), facts)
  const found = [
    ...byParent(process, ancestors),
    ...byContainer(process, facts),
    ...byScheduler(family, naming, process, facts),
    ...bySession(family, facts),
    ...byUnit(process, naming, facts),
  ]
  // Where no mechanism was seen at work, what only names the program is told as well.
  const all = found.some(c => c.of !== undefined) ? found : [...found, ...likely(naming, process)]
  return all.length > 0 ? all.slice(0, most) : [nobody]
}

/** Who wrote this file again. */
export function causesOfFile(path: string, facts: Facts): readonly Cause[] {
  const folder = path.slice(0, path.lastIndexOf('/')) || '/'
  const knowing = (p: Process): boolean =>
    p.cwd === folder || p.argv.some(a => a.includes(path) || a.includes(folder)) || scriptNames(p, path, facts)
  const found = facts.processes.flatMap((p): Cause[] => {
    if (p.open.some(o => o.target === path)) return [by(p, `正打开着它`, 'holds it open', 'sure')]
    const watches = p.open.some(o => o.target === 'anon_inode:inotify') && folder !== '/' && knowing(p)
    return watches ? [by(p, '在监视其目录,一旦删除就会重建', 'watches its directory and makes it anew', 'likely')] : []
  })
  const writers = facts.processes.filter(p => scriptNames(p, path, facts) && !p.open.some(o => o.target === 'anon_inode:inotify'))
  const loops = writers.map(p => by(p, '运行的脚本里写有它', 'runs a script that names it', 'likely'))
  const named = entriesNaming(new Set([path]), facts).map(entry => cause('likely', entry, ...startedBy(entry)))
  const all = [...found, ...loops, ...named]
  return all.length > 0 ? all.slice(0, most) : [nobody]
}

const nobody: Cause = {
  certainty: 'unknown',
  said: { zh: '由没有看到的进程带回', en: 'by a process that was not seen' },
}

function cause(certainty: Cause['certainty'], of: { readonly id: EntityId } | undefined, zh: string, en: string): Cause {
  return { certainty, of: of?.id, said: { zh, en } }
}

function by(process: Process, zh: string, en: string, certainty: Cause['certainty']): Cause {
  const who = `${process.name} (${process.pid})`
  return cause(certainty, process, `进程 ${who}:${zh}`, `by the process ${who}, which ${en}`)
}

/** The script that an interpreter runs, as far as its text was read. */
function scriptNames({ argv }: Process, path: string, { files }: Facts): boolean {
  const scripts = argv.slice(1, 4).filter(a => a.startsWith('/'))
  return files.some(f => f.path !== path && scripts.includes(f.path) && f.head?.includes(path) === true)
}

function ancestorsOf(process: Process, { processes }: Facts): readonly Process[] {
  const byPid = new Map(processes.map(p => [p.pid, p]))
  const found: Process[] = []
  for (let up = byPid.get(process.ppid); up !== undefined && up.pid > 1 && found.length < deepest; up = byPid.get(up.ppid)) found.push(up)
  return found
}

/** Everybody runs these: naming one of them says nothing of who starts what. */
const everybodys = /^\/(?:(?:usr\/)?(?:s?bin|lib(?:32|64|exec)?)|dev|proc|sys)\//

function pathsOf({ exe, argv }: Process): ReadonlySet<string> {
  return new Set([exe?.path ?? '', ...pathsIn(argv.join(' '))].filter(path => path !== '' && !everybodys.test(path)))
}

function entriesNaming(paths: ReadonlySet<string>, { autostarts }: Facts): readonly Autostart[] {
  return autostarts.filter(a => a.disabled !== true && pathsIn(`${a.command}\n${a.text}`).some(path => paths.has(path)))
}

/** Zh and En of what an entry of persistence does, with its place. */
function startedBy({ path, line, extent, when }: Autostart): readonly [string, string] {
  const place = extent === 'file' ? path : `${path}:${line}`
  const times = when === '' ? '' : ` (${when})`
  return [`由 ${place}${times} 启动`, `started by ${place}${times}`]
}

function byContainer({ container }: Process, { containers }: Facts): readonly Cause[] {
  if (container === undefined) return []
  const known = containers.find(c => c.id === container)
  const name = known?.name || container.slice('container:'.length, 22)
  const policy = known === undefined || ['', 'no'].includes(known.restartPolicy) ? '' : known.restartPolicy
  return [
    cause(
      'sure',
      { id: container },
      `由容器 ${name} 带回${policy === '' ? '' : `(重启策略 ${policy})`}`,
      `by the container ${name}${policy === '' ? '' : `, restart policy ${policy}`}`,
    ),
  ]
}

const unitIn = /\/([^/]+\.service)(?:\/|$)/g
const holding = /^(?:user|ssh|sshd)(?:@[^/]*)?\.service$/

/** The innermost service whose control group it is in, a user's own included. */
function serviceOf({ cgroup }: Process): string | undefined {
  return cgroup.flatMap(line => [...line.matchAll(unitIn)].map(m => m[1] ?? '')).findLast(unit => !holding.test(unit))
}

/** A job that cron started stays in cron's control group, also when it was adopted by the first process. */
function byScheduler(family: readonly Process[], naming: readonly Autostart[], process: Process, facts: Facts): readonly Cause[] {
  const ancestor = family
    .slice(1)
    .find(p => schedulers.test(p.name.toLowerCase()))
    ?.name.toLowerCase()
  const service = serviceOf(process)?.replace(/\.service$/, '')
  const scheduler = ancestor ?? (service !== undefined && schedulers.test(service) ? service : undefined)
  if (scheduler === undefined) return []
  const scheduled = (a: Autostart): boolean => /cron|^at$/.test(a.kind)
  const lines = [...new Set([...naming, ...entriesNaming(new Set(family.flatMap(p => [...pathsOf(p)])), facts)])].filter(scheduled)
  // The scheduler hands the line to a shell as it stands.
  const verbatim = facts.autostarts.filter(a => scheduled(a) && a.command !== '' && family.some(p => p.argv.slice(1).includes(a.command)))
  const told = verbatim.length > 0 ? verbatim : lines
  if (told.length > 0) return told.map(entry => cause('sure', entry, ...startedBy(entry)))
  const began = process.startedAt === undefined ? Number.NaN : Date.parse(process.startedAt)
  const fitting = facts.autostarts.filter(a => a.disabled !== true && scheduled(a) && firesAt(a.when, began) === true)
  if (fitting.length === 0)
    return [cause('sure', undefined, `由 ${scheduler} 启动,但看不到对应的任务`, `started by ${scheduler}, from a job that cannot be seen`)]
  return fitting.map(entry => {
    const [zh, en] = startedBy(entry)
    return cause('likely', entry, `由 ${scheduler} 启动,时间与此任务相符:${zh}`, `started by ${scheduler} in a minute that fits: ${en}`)
  })
}

/** A session of sshd is told by an ancestor, and by what sshd puts into the environment of all that is started in it. */
function bySession(family: readonly Process[], { sshLogins, users }: Facts): readonly Cause[] {
  const variable = (name: string): string | undefined => {
    const found = family.flatMap(p => p.environ).find(v => v.startsWith(`${name}=`))
    return found?.slice(name.length + 1)
  }
  const [address, port] = (variable('SSH_CONNECTION') ?? variable('SSH_CLIENT') ?? '').split(' ')
  const session = family.slice(1).find(p => sshd.test(p.name) && p.ppid !== 1)
  if ((address ?? '') === '' && session === undefined) return []
  const [first] = family
  const uid = first?.loginUid ?? first?.uid
  const login = sshLogins.findLast(l => l.address === address && l.port === Number(port))
  const user = login?.user ?? users.find(u => u.uid === uid)?.name ?? String(uid)
  const from = (address ?? '') === '' ? { zh: '', en: '' } : { zh: `来自 ${address} `, en: ` from ${address}` }
  const key =
    login === undefined || login.fingerprint === ''
      ? { zh: '', en: '' }
      : { zh: `,公钥 ${login.fingerprint}`, en: ` with the key ${login.fingerprint}` }
  return [
    cause(
      'sure',
      { id: entity('user', user) },
      `由用户 ${user} ${from.zh}的 SSH 会话启动${key.zh}`,
      `by an SSH session of ${user}${from.en}${key.en}`,
    ),
  ]
}

function byUnit(process: Process, naming: readonly Autostart[], { autostarts }: Facts): readonly Cause[] {
  const unit = serviceOf(process)
  if (unit === undefined || schedulers.test(unit.replace(/\.service$/, ''))) return []
  const ends = (a: Autostart, name: string): boolean => a.disabled !== true && (a.name === name || a.path.endsWith(`/${name}`))
  const template = unit.replace(/@[^.]*\./, '@.')
  const files = autostarts.filter(a => ends(a, unit) || ends(a, template))
  const starters = autostarts.filter(a => ['timer', 'path', 'socket'].some(kind => ends(a, unit.replace(/service$/, kind))))
  const known = [...files, ...starters.filter(a => !files.includes(a))]
  if (known.length > 0)
    return known.map(entry => {
      const [zh, en] = startedBy(entry)
      return cause('sure', entry, `单元 ${unit}:${zh}`, `by the unit ${unit}, ${en}`)
    })
  if (naming.some(a => a.kind.startsWith('systemd'))) return []
  return [
    cause(
      'sure',
      undefined,
      `由单元 ${unit} 启动,它只存在于 systemd 的内存中`,
      `by the unit ${unit}, which is in the memory of systemd only and in no file`,
    ),
  ]
}

/** A parent that began with its child is a link of the same start (the shell of a cron job); one that began before is a watchdog. */
const sameStartTicks = 200

function byParent({ startTicks }: Process, [parent]: readonly Process[]): readonly Cause[] {
  if (parent === undefined || commonParents.test(parent.name) || sshd.test(parent.name)) return []
  if (startTicks - parent.startTicks < sameStartTicks) return []
  return [by(parent, '是其父进程', 'is its parent', 'sure')]
}

function likely(naming: readonly Autostart[], { startedAt }: Process): readonly Cause[] {
  const began = startedAt === undefined ? Number.NaN : Date.parse(startedAt)
  return naming.slice(0, most).map(entry => {
    const [zh, en] = startedBy(entry)
    const fits = firesAt(entry.when, began) === true
    return cause('likely', entry, `很可能${zh}${fits ? ',时间相符' : ''}`, `most likely ${en}${fits ? ', for the time fits' : ''}`)
  })
}
