// Unit files of a manager: found once each, with what shadows them, what enables them and what they run.
import { type Gap, gap, isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import { parseUnit, settingsOf, type UnitSetting, unitWords } from '../parse/files/systemd-unit.ts'
import type { UnitDirectory } from './systemd-directories.ts'

export interface UnitFile {
  readonly path: string
  /** "x.service" */
  readonly name: string
  readonly user: string
  readonly bytes: Uint8Array
  readonly unit: readonly UnitSetting[]
  /** A file of the same name stands before it, or it has an [Install] section that nothing followed. */
  readonly disabled: boolean
}

export interface Manager {
  readonly directories: readonly UnitDirectory[]
  /** Names below *.wants, *.requires and *.upholds. */
  readonly wanted: ReadonlySet<string>
  /** Names of all unit files and links by directory path, in name order. */
  readonly names: ReadonlyMap<string, readonly string[]>
  readonly gaps: readonly Gap[]
}

const longestUnit = 1 << 20

/** What a manager would find: names only, nothing is read yet. */
export function managerOf(host: HostView, directories: readonly UnitDirectory[]): Manager {
  const wanted = new Set<string>()
  const names = new Map<string, readonly string[]>()
  const gaps: Gap[] = []
  for (const { path } of directories) {
    const listed = host.files.list(path)
    if (isGap(listed)) {
      if (listed.why !== 'absent') gaps.push(listed)
      continue
    }
    names.set(path, listed.map(({ name }) => name).sort())
    for (const { name } of listed) {
      const links = /\.(?:wants|requires|upholds)$/.test(name) ? host.files.list(`${path}/${name}`) : []
      if (isGap(links)) gaps.push(links)
      else for (const link of links) wanted.add(link.name)
    }
  }
  return { directories, wanted, names, gaps }
}

/** Unit files with this suffix (".service"). Masks and aliases within the directories are left out: they start nothing of their own. */
export function* unitFiles(host: HostView, manager: Manager, suffix: string): Generator<UnitFile | Gap> {
  yield* manager.gaps
  const before = new Map<string, Set<string>>()
  for (const { path: directory, user } of manager.directories) {
    for (const name of manager.names.get(directory) ?? []) {
      if (!name.endsWith(suffix)) continue
      const earlier = before.get(name) ?? new Set()
      const shadowed = earlier.has(user) || earlier.has('')
      before.set(name, earlier.add(user))
      const path = `${directory}/${name}`
      if (isAlias(host, path, manager)) continue
      const content = host.files.read(path, longestUnit)
      if (isGap(content)) {
        if (content.why !== 'absent' && content.why !== 'unsupported') yield content
        continue
      }
      if (content.bytes.length === 0) continue
      const unit = [...parseUnit(content.bytes)]
      yield { path, name, user, bytes: content.bytes, unit, disabled: shadowed || !isEnabled(name, unit, manager.wanted) }
      if (!content.whole) yield gap(path, 'capped', 'only the first MiB was read')
    }
  }
}

// A link to another unit of the same directories, or to /dev/null (a mask). A link to anywhere else is a unit of its own.
function isAlias(host: HostView, path: string, manager: Manager): boolean {
  let at = path
  for (let hops = 0; hops < 8; hops++) {
    const target = host.files.readlink(at)
    if (isGap(target)) break
    at = target.startsWith('/') ? target : `${at.slice(0, at.lastIndexOf('/'))}/${target}`
  }
  if (at === path) return false
  if (at === '/dev/null') return true
  const directory = host.files.stat(at.slice(0, at.lastIndexOf('/')) || '/')
  return manager.directories.some(known => {
    const stat = host.files.stat(known.path)
    return !isGap(stat) && !isGap(directory) && stat.ino === directory.ino && stat.dev === directory.dev
  })
}

function isEnabled(name: string, unit: readonly UnitSetting[], wanted: ReadonlySet<string>): boolean {
  const installs = unit.some(s => s.section === 'Install' && /^(?:WantedBy|RequiredBy|UpheldBy|Alias|Also)$/.test(s.key) && s.value !== '')
  if (!installs || wanted.has(name)) return true
  const template = name.indexOf('@.')
  if (template < 0) return false
  const [prefix, suffix] = [name.slice(0, template + 1), name.slice(template + 1)]
  for (const other of wanted) if (other.startsWith(prefix) && other.endsWith(suffix)) return true
  return false
}

/** The unit of this name that is in force for this manager, or the template it would be made from. */
export function findUnit(host: HostView, manager: Manager, name: string, user: string): readonly UnitSetting[] {
  const template = name.replace(/@.*(?=\.[a-z]+$)/, '@')
  for (const wanted of new Set([name, template])) {
    for (const directory of manager.directories) {
      if (directory.user !== user && directory.user !== '*' && directory.user !== '') continue
      if (manager.names.get(directory.path)?.includes(wanted) !== true) continue
      const content = host.files.read(`${directory.path}/${wanted}`, longestUnit)
      if (!isGap(content)) return [...parseUnit(content.bytes)]
    }
  }
  return []
}

const execKeys = ['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload', 'ExecStop', 'ExecStopPost']
const codeVariable = /^(?:LD_PRELOAD|LD_AUDIT|LD_LIBRARY_PATH|BASH_ENV)=/

/** Commands of a section in the order they run, joined by "; ", with variables of Environment= that make them load foreign code. */
export function commandOf(unit: readonly UnitSetting[], section = 'Service'): string {
  const variables = settingsOf(unit, section, 'Environment')
    .flatMap(unitWords)
    .filter(word => codeVariable.test(word))
  const commands = execKeys.flatMap(key => settingsOf(unit, section, key)).map(bareCommand)
  return [...(commands.length === 0 ? [] : variables), commands.join('; ')].join(' ').trim()
}

/** Without the prefixes that only say how it is run (systemd.service(5): "@", "-", ":", "+", "!", "|"). */
export function bareCommand(value: string): string {
  return value.replace(/^[@\-:+!|]+/, '')
}

/** Settings of these keys as "Key=value", joined by "; ". */
export function saidOf(unit: readonly UnitSetting[], section: string, keys: readonly string[]): string {
  return keys.flatMap(key => settingsOf(unit, section, key).map(value => `${key}=${value}`)).join('; ')
}
