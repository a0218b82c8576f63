// Files that matter: running programs, temporary and hidden places, autostart targets, changed commands, locked files, and neighbours.
import type { Collector, Row } from '../core/collector.ts'
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Facts } from '../core/facts.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { DirEntry, HostView } from '../core/host.ts'
import { type Budget, fileRow, firstPass, secondPass } from './file-row.ts'
import { addAutostarts, pathsOfCommand } from './file-subjects/autostarts.ts'
import { addCommands } from './file-subjects/commands.ts'
import { addContainers } from './file-subjects/containers.ts'
import { addGuarded } from './file-subjects/guarded.ts'
import { addHidden } from './file-subjects/hidden.ts'
import { addMinerConfigs } from './file-subjects/miner-configs.ts'
import { addNeighbours } from './file-subjects/neighbours.ts'
import { addRunning } from './file-subjects/running.ts'
import { Subjects } from './file-subjects/subject.ts'
import { addTemporary } from './file-subjects/temporary.ts'
import { addUsed } from './file-subjects/used.ts'
import { packageDatabases, recordsOf } from './package-database/database.ts'

const mostLinks = 4
const mostHomes = 5000

export const files: Collector = {
  id: 'files',
  summary: {
    zh: '重要文件:运行中的程序、临时与隐藏位置、自启动目标、被改动的命令、锁定的文件及其邻近文件',
    en: 'files that matter: running programs, temporary and hidden places, autostart targets, changed commands, locked files and neighbours',
  },
  techniques: ['T1036', 'T1564.001'],
  references: ['man:proc_pid_exe(5)', 'man:hier(7)', 'man:ioctl_iflags(2)'],
  gives: ['files'],
  needs: ['processes', 'containers', 'autostarts', 'users', 'verifications'],
  deep: true,
  *collect(host, soFar, leads) {
    const subjects = new Subjects()
    if (leads.size > 0) addLeads(host, soFar, leads, subjects)
    else {
      const inHome = host.files.list('/home', mostHomes)
      if (isGap(inHome) && inHome.why !== 'absent') yield inHome
      const every = homesOf(isGap(inHome) ? [] : inHome, soFar)
      if (every.length > mostHomes) yield gap('home directories', 'capped', `${every.length} homes, ${mostHomes} looked at`)
      const homes = every.slice(0, mostHomes)
      addRunning(host, soFar.processes, soFar.containers, subjects)
      addAutostarts(host, soFar.autostarts, soFar.containers, subjects)
      addCommands(host, soFar.verifications, subjects)
      addGuarded(host, homes, subjects)
      addMinerConfigs(host, soFar.processes, homes, subjects)
      yield* addHidden(host, homes, subjects)
      yield* addTemporary(host, subjects)
      addNeighbours(host, subjects.paths, subjects)
      yield* addContainers(host, soFar.containers, subjects)
    }
    addLinkTargets(host, subjects)
    yield* rowsOf(host, soFar, subjects, leads.size > 0 ? secondPass() : firstPass())
  },
}

function* rowsOf(host: HostView, soFar: Facts, subjects: Subjects, budget: Budget): Generator<Row | Gap> {
  const records = recordsOf(host, subjects.paths)
  const hasDatabase = packageDatabases(host).some(database => database.packages.length > 0)
  const verified = new Map(soFar.verifications.map(({ path, result }) => [path, result]))
  for (const subject of subjects.all) {
    const known = hasDatabase && subject.container === undefined && subject.from === subject.path && !subject.path.startsWith('/proc/')
    const result = verified.get(subject.path)
    const judged = result === 'intact' || result === 'modified' ? result : undefined
    const record = known ? records.get(subject.path) : undefined
    const row = fileRow(host, subject, { known, record, verified: judged }, budget)
    if (isGap(row)) yield row
    else if (row !== undefined) yield ['files', row satisfies FileFact]
  }
}

/** Where the subjects' symlinks lead, as subjects of their own with the same roles. */
function addLinkTargets(host: HostView, subjects: Subjects): void {
  for (const { path, roles } of subjects.all) {
    if ([...roles].every(role => role === 'temporary')) continue
    let here = path
    for (let i = 0; i < mostLinks; i++) {
      const stat = host.files.lstat(here)
      if (isGap(stat) || stat.type !== 'symlink') break
      const target = host.files.readlink(here)
      if (isGap(target)) break
      here = absolute(here, target)
      const end = host.files.lstat(here)
      if (!isGap(end) && end.type === 'file') for (const role of roles) subjects.add(here, role)
    }
  }
}

/** A link's target as a path, ".." and "." taken out; a process's own root stays before it. */
function absolute(link: string, target: string): string {
  const root = /^\/proc\/\d+\/root(?=\/)/.exec(link)?.[0] ?? ''
  const joined = target.startsWith('/') ? target : `${link.slice(root.length, link.lastIndexOf('/'))}/${target}`
  const parts: string[] = []
  for (const part of joined.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `${root}/${parts.join('/')}`
}

/** What the first findings point at, and everything beside it. */
function addLeads(host: HostView, soFar: Facts, leads: ReadonlySet<EntityId>, subjects: Subjects): void {
  addRunning(
    host,
    soFar.processes.filter(process => leads.has(process.id)),
    soFar.containers,
    subjects,
  )
  addAutostarts(
    host,
    soFar.autostarts.filter(autostart => leads.has(autostart.id)),
    soFar.containers,
    subjects,
  )
  addUsed(
    host,
    soFar.processes.filter(process => leads.has(process.id)),
    subjects,
  )
  const known = new Map(soFar.files.map(file => [file.path, file]))
  for (const lead of leads) {
    if (kindOf(lead) !== 'file') continue
    const path = nameOf(lead)
    const row = known.get(path)
    const more = { container: row?.container, layer: row?.containerLayer }
    for (const role of row?.roles ?? (['evidence'] as const)) subjects.add(path, role, more)
    if (row?.head !== undefined && row.container === undefined) addNamed(host, row.head, subjects)
  }
  addNeighbours(host, subjects.paths, subjects, true)
}

/** What an accused script copies, starts or hides: its lot like what lies beside it, and no reference to it, which would not be read for its deeds. */
function addNamed(host: HostView, script: string, subjects: Subjects): void {
  for (const path of pathsOfCommand(script)) {
    const stat = host.files.stat(path)
    if (!isGap(stat) && stat.type === 'file') subjects.add(path, 'neighbour')
  }
}

function homesOf(inHome: readonly DirEntry[], { users }: Facts): string[] {
  const named = users.map(user => user.home).filter(home => /^\/(?:root|home\/|var\/lib\/|var\/spool\/|opt\/|srv\/|data\/)/.test(home))
  const listed = inHome.filter(entry => entry.type === 'directory').map(entry => `/home/${entry.name}`)
  return [...new Set(['/root', ...named, ...listed])]
}
