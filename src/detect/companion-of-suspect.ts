// Files in temporary and hidden places that belong to a suspect: used by it, in its own directory, its copies, or dropped with it.
import { type Detector, say } from '../core/detector.ts'
import { type EntityId, nameOf } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Facts } from '../core/facts.ts'
import { evidence } from '../core/finding.ts'
import { some } from '../core/some.ts'
import type { Text } from '../core/text.ts'
import { baseName } from '../parse/miner-command.ts'
import { isHiddenPath, isOddPlaceForProgram, isTempPlace } from '../parse/places.ts'
import { readShell } from '../parse/shell-command.ts'
import { longestShellText, shellCommands } from '../parse/shell-words.ts'
import { entityLabels } from './entity-label.ts'
import { directoryOf, isSharedTemporary, ownDirectory } from './own-directory.ts'
import { isShellScript } from './script-reading.ts'

type How = 'used' | 'directory' | 'copy' | 'together'

interface Tie {
  readonly suspect: EntityId
  readonly how: How
}

const mostTold = 50
/** A dropper puts its files within minutes. */
const togetherMs = 120_000
/** Commands whose arguments are what a script removes, looks for or tests: often the files of rivals. */
const removers = /^(?:rm|unlink|find|grep|egrep|pkill|killall|kill|chattr|test|\[|\[\[|ls|stat|which|command)$/

const texts: Readonly<Record<How, (n: number, of: string) => Text>> = {
  used: (n, of) => ({ zh: `可疑的 ${of} 用到 ${n} 个文件`, en: `the suspect ${of} uses ${n === 1 ? 'a file' : `${n} files`}` }),
  directory: (n, of) => ({
    zh: `可疑的 ${of} 所在目录中另有 ${n} 个文件`,
    en: `${n === 1 ? 'one more file lies' : `${n} more files lie`} in the directory of the suspect ${of}`,
  }),
  copy: (n, of) => ({ zh: `可疑的 ${of} 另有 ${n} 个副本`, en: `${n === 1 ? 'a copy' : `${n} copies`} of the suspect ${of}` }),
  together: (n, of) => ({
    zh: `${n} 个可执行文件与可疑的 ${of} 同时出现`,
    en: `${n === 1 ? 'an executable file' : `${n} executable files`} appeared together with the suspect ${of}`,
  }),
}

export const companionOfSuspect: Detector = {
  id: 'companion-of-suspect',
  summary: { zh: '与可疑对象同属一处的文件', en: 'files that belong to a suspect' },
  techniques: ['T1074.001', 'T1564.001'],
  references: ['https://attack.mitre.org/techniques/T1074/001/'],
  needs: ['files', 'processes', 'autostarts'],
  *detect(facts, _intel, leads) {
    if (leads.size === 0) return
    const tieOf = tiesOf(facts, leads)
    const groups = new Map<string, { tie: Tie; files: FileFact[] }>()
    for (const file of facts.files) {
      const tie = leads.has(file.id) || !mayBelong(file) ? undefined : tieOf(file)
      if (tie === undefined) continue
      const key = `${tie.how} ${tie.suspect}`
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { tie, files: [file] })
      else if (group.files.length < mostTold) group.files.push(file)
    }
    const labels = entityLabels(facts)
    for (const { tie, files } of groups.values()) {
      const about = some([...files.map(file => file.id), tie.suspect])
      const proof = some(
        files.map(({ path, magic, stat, sha256 }) => evidence('file', path, `${magic} · ${stat.size} bytes · uid ${stat.uid}`, sha256)),
      )
      if (about === undefined || proof === undefined) continue
      yield say(this, {
        title: texts[tie.how](files.length, labels(tie.suspect)),
        about,
        evidence: proof,
        severity: 'low',
        confidence: tie.how === 'together' ? 0.2 : 0.3,
        class: 'provenance',
        signal: 'intrusion',
        why: {
          zh: '单看并不可疑,但与已有证据指控的对象同出一处;清除时应一并核对。',
          en: 'Nothing speaks against them alone, but they belong with what other findings accuse: look at them when cleaning up.',
        },
      })
    }
  },
}

/** Something of nobody else: in a temporary or hidden place, not packaged, not from an image. */
function mayBelong({ path, stat, packaged, containerLayer, roles }: FileFact): boolean {
  if (stat.type !== 'file' || packaged === 'intact' || packaged === 'unverifiable' || containerLayer === 'image') return false
  return (isTempPlace(path) || isHiddenPath(path)) && !roles.includes('log') && !/\/\.(?:ssh|gnupg)\//.test(path)
}

function tiesOf(facts: Facts, leads: ReadonlySet<EntityId>): (file: FileFact) => Tie | undefined {
  const used = usedBy(facts, leads)
  const accused = facts.files.filter(file => leads.has(file.id) || file.roles.includes('running'))
  const own = new Set(facts.processes.map(p => `${p.exe?.dev} ${p.exe?.ino}`))
  const running = new Map(facts.processes.filter(p => leads.has(p.id) && p.exe?.memfd === false).map(p => [p.exe?.path ?? '', p.id]))
  const directories = new Map<string, EntityId>()
  const copies = new Map<string, EntityId>()
  const dropped: { file: FileFact; suspect: EntityId; at: number }[] = []
  for (const [path, id] of running) addDirectory(directories, path, id)
  for (const lead of leads) if (lead.startsWith('file:')) addDirectory(directories, nameOf(lead), lead)
  for (const file of accused) {
    const suspect = leads.has(file.id) ? file.id : running.get(file.path)
    if (suspect === undefined || !isOddPlaceForProgram(file.path)) continue
    if (file.stat.type === 'directory' && ownDirectory(`${file.path}/x`) !== undefined) directories.set(file.path, suspect)
    if (file.sha256 !== undefined && file.magic === 'elf') copies.set(file.sha256, suspect)
    if (isSharedTemporary(directoryOf(file.path)) && file.stat.type === 'file') dropped.push({ file, suspect, at: bornAt(file) })
  }
  return file => {
    // A running program is told by its process.
    if (own.has(`${file.stat.dev} ${file.stat.ino}`) || running.has(file.path)) return undefined
    const user = used.get(file.path)
    if (user !== undefined) return { suspect: user, how: 'used' }
    for (let at = directoryOf(file.path); at.length > 1; at = directoryOf(at)) {
      const owner = directories.get(at)
      if (owner !== undefined) return { suspect: owner, how: 'directory' }
    }
    const original = file.sha256 === undefined || file.magic !== 'elf' ? undefined : copies.get(file.sha256)
    if (original !== undefined) return { suspect: original, how: 'copy' }
    if (file.magic !== 'elf' && file.magic !== 'script') return undefined
    const beside = dropped.find(
      d =>
        d.file.stat.uid === file.stat.uid &&
        directoryOf(d.file.path) === directoryOf(file.path) &&
        Math.abs(d.at - bornAt(file)) <= togetherMs,
    )
    return beside === undefined ? undefined : { suspect: beside.suspect, how: 'together' }
  }
}

function addDirectory(directories: Map<string, EntityId>, path: string, suspect: EntityId): void {
  const own = ownDirectory(path)
  if (own !== undefined && !directories.has(own)) directories.set(own, suspect)
}

/** Birth, or the last change of the inode, which `touch` cannot set back. */
function bornAt({ stat }: FileFact): number {
  return Date.parse(stat.btime ?? stat.ctime ?? '')
}

/** Paths that accused processes hold open or were given, that accused entries name, and that accused scripts do more with than remove. */
function usedBy({ processes, autostarts, files }: Facts, leads: ReadonlySet<EntityId>): ReadonlyMap<string, EntityId> {
  const used = new Map<string, EntityId>()
  const add = (path: string, by: EntityId): void => {
    if (path.startsWith('/') && !used.has(path)) used.set(path, by)
  }
  for (const process of processes) {
    if (!leads.has(process.id)) continue
    for (const { target } of process.open) add(target, process.id)
    for (const word of process.argv) add(word.replace(/^-[^=/]*=/, ''), process.id)
  }
  for (const entry of autostarts) if (leads.has(entry.id)) for (const path of readShell(entry.command).paths) add(path, entry.id)
  for (const file of files) {
    if (!leads.has(file.id) || file.head === undefined || !isShellScript(file)) continue
    for (const { words, redirects } of shellCommands(file.head.slice(0, longestShellText)))
      if (!removers.test(baseName(words[0] ?? ''))) for (const word of [...words, ...redirects.map(r => r.target)]) add(word, file.id)
  }
  return used
}
