// Paths, process names and texts that only one known malware family leaves behind.
import { type Detector, say } from '../core/detector.ts'
import type { EntityId } from '../core/entity.ts'
import type { FileFact } from '../core/facts/file.ts'
import type { Facts } from '../core/facts.ts'
import { type Evidence, evidence } from '../core/finding.ts'
import type { Family, Intel } from '../core/intel.ts'
import { isTextTool } from '../parse/miner-command.ts'
import { readShell } from '../parse/shell-command.ts'
import { entityLabels } from './entity-label.ts'
import { isPuttyComment } from './key-context.ts'
import { argvEvidence, baseName, exeEvidence, isProgram } from './process-words.ts'
import { isReferenceMaterial, isVouchedFor } from './reference-material.ts'

interface Trace {
  readonly family: Family
  readonly id: EntityId
  /** The same thing under other names. */
  readonly with?: readonly EntityId[]
  readonly evidence: Evidence
  readonly sure: number
}

export const familyArtefact: Detector = {
  id: 'family-artefact',
  summary: { zh: '已知恶意家族特有的路径、进程名或标记', en: 'a path, process name or marker of a known malware family' },
  techniques: ['T1496.001'],
  references: ['https://attack.mitre.org/techniques/T1496/'],
  needs: ['files', 'processes', 'autostarts', 'users', 'sshKeys', 'containers'],
  *detect(facts, intel) {
    const seen = new Set<string>()
    const label = entityLabels(facts)
    for (const { family, id, with: more = [], evidence, sure } of told([...traces(facts, intel)], facts)) {
      if (seen.has(`${family.id} ${id}`)) continue
      seen.add(`${family.id} ${id}`)
      const name = id.startsWith('autostart:') ? evidence.locator.replace(/:1$/, '') : label(id)
      yield say(this, {
        title: { zh: `发现 ${family.name} 家族的痕迹:${name}`, en: `a trace of the family ${family.name}: ${name}` },
        about: [id, ...more],
        evidence: [evidence],
        severity: sure >= 0.7 ? 'high' : sure >= 0.5 ? 'medium' : 'low',
        confidence: sure,
        class: family.mines ? 'miner' : 'provenance',
        signal: family.mines ? 'mining' : 'intrusion',
        family: family.id,
        why: {
          zh: `该痕迹见于公开报告:${family.references[0] ?? family.name}`,
          en: `Published reports describe this trace: ${family.references[0] ?? family.name}`,
        },
      })
    }
  },
}

/** Each thing once: a file that starts by itself with its entry, and a file of two paths (/bin and /usr/bin) under both. */
function told(found: readonly Trace[], { autostarts, files }: Facts): Trace[] {
  const entries = new Map(autostarts.map(entry => [entry.id as EntityId, entry]))
  const rows = new Map(files.map(file => [file.id as EntityId, file]))
  const started = new Map<string, EntityId>()
  for (const { family, id } of found) {
    const path = entries.get(id)?.path
    if (path !== undefined && !started.has(`${family.id} ${path}`)) started.set(`${family.id} ${path}`, id)
  }
  const names = Map.groupBy(found, ({ family, id }) => {
    const file = rows.get(id)
    if (file === undefined) return `${family.id} ${id}`
    const entry = started.get(`${family.id} ${file.path}`)
    return `${family.id} ${entry ?? `${file.stat.dev} ${file.stat.ino} ${baseName(file.path)}`}`
  })
  return [...names.values()].map(same => {
    const best = same.reduce((a, b) => (b.sure > a.sure ? b : a))
    const others = same.filter(({ id, sure }) => id !== best.id && sure >= sureOfPath).map(({ id }) => id)
    return { ...best, with: [...new Set(others)] }
  })
}

const sureOfPath = 0.7

function* traces(facts: Facts, intel: Intel): Generator<Trace> {
  const markerIn = markerFinder(intel)
  const vouched = new Set(facts.files.filter(isVouchedFor).map(f => f.path))
  for (const process of facts.processes) {
    if (!isProgram(process)) continue
    for (const family of intel.familiesOfPath(process.exe?.path ?? ''))
      yield { family, id: process.id, evidence: exeEvidence(process), sure: 0.9 }
    if (isTextTool(process.argv) || vouched.has(process.exe?.path ?? '')) continue
    for (const name of [process.name, baseName(process.exe?.path ?? ''), baseName(process.argv[0] ?? '')]) {
      const family = intel.familyOfName(name)
      if (family !== undefined) yield { family, id: process.id, evidence: argvEvidence(process), sure: 0.75 }
    }
  }
  for (const file of facts.files) {
    if (vouched.has(file.path)) continue
    for (const family of intel.familiesOfPath(file.path))
      yield { family, id: file.id, evidence: evidence('file', file.path, file.path, file.sha256), sure: sureOfPath }
    if (file.head === undefined || isReferenceMaterial(file)) continue
    const found = markerIn(file.head)
    if (found !== undefined)
      yield {
        family: found.family,
        id: file.id,
        evidence: evidence('file', `${file.path}:${found.line}`, found.excerpt),
        sure: weightOfText(file, found.excerpt),
      }
  }
  for (const entry of facts.autostarts) {
    if (vouched.has(entry.path)) continue
    const locator = `${entry.path}:${entry.line}`
    const paths = entry.command === '' ? [] : readShell(entry.command).paths
    for (const path of [entry.path, ...paths])
      for (const family of intel.familiesOfPath(path))
        yield { family, id: entry.id, evidence: evidence('autostart', locator, entry.text), sure: 0.85 }
    const found = isAboutRivals(entry.command) ? undefined : markerIn(entry.text)
    if (found !== undefined) yield { family: found.family, id: entry.id, evidence: evidence('autostart', locator, entry.text), sure: 0.8 }
  }
  for (const key of facts.sshKeys) {
    const found = markerIn(`${key.comment}\n${key.options}\n${key.tail ?? ''}`)
    if (found !== undefined)
      yield {
        family: found.family,
        id: key.id,
        evidence: evidence('file', `${key.path}:${key.line}`, `${key.type} ${key.fingerprint} ${key.comment}`),
        sure: 0.9,
      }
  }
  for (const user of facts.users) {
    for (const family of intel.familiesOfPath(user.shell))
      yield {
        family,
        id: user.id,
        evidence: evidence('file', `${user.path}:${user.line}`, `${user.name}:${JSON.stringify(user.shell)}`),
        sure: 0.85,
      }
  }
  for (const container of facts.containers) {
    const found = markerIn(`${container.image}\n${container.command.join(' ')}`)
    if (found !== undefined)
      yield {
        family: found.family,
        id: container.id,
        evidence: evidence('container', container.containerId, `${container.image} ${container.command.join(' ')}`),
        sure: 0.85,
      }
  }
}

/** A script may be of the family; a text may be a note about it; a line that ends, finds or removes such programs is a clean-up. */
function weightOfText({ magic }: FileFact, line: string): number {
  if (magic !== 'script') return 0.25
  return /(?:^|[\s;&|(])(?:pkill|killall|kill|grep|egrep|rm|find|chattr -|(?:systemctl|service)\s+(?:stop|disable|mask|kill)|crontab -r)\b/.test(
    line,
  )
    ? 0.2
    : 0.5
}

/** A clean-up entry that ends or searches for such programs names them without being of them. */
function isAboutRivals(command: string): boolean {
  return /^\s*(?:sudo\s+)?(?:\/\S*\/)?(?:pkill|killall|kill|grep|rm|find|clamscan|rkhunter)\b/.test(command)
}

function markerFinder(intel: Intel): (text: string) => { family: Family; line: number; excerpt: string } | undefined {
  const owners = new Map(
    intel.families.flatMap(family => family.markers.filter(marker => !isPuttyComment(marker)).map(marker => [marker, family] as const)),
  )
  if (owners.size === 0) return () => undefined
  const any = new RegExp([...owners.keys()].map(marker => marker.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))
  return text => {
    const match = any.exec(text)
    const family = match === null ? undefined : owners.get(match[0])
    if (match === null || family === undefined) return undefined
    const start = text.lastIndexOf('\n', match.index) + 1
    const end = text.indexOf('\n', match.index)
    const excerpt = text.slice(Math.max(start, match.index - 100), Math.min(end < 0 ? text.length : end, match.index + 200))
    return { family, line: text.slice(0, match.index).split('\n').length, excerpt }
  }
}
