// What of an answer key is still in force on a host, seen from outside: files, lines, accounts that can log in, programs that run.
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { wayInto } from './login.ts'
import type { Scenario, Thing } from './scenario.ts'
import type { LiveSight, Seen } from './sight.ts'
import { nodeAt, type Tree } from './tree-digest.ts'

export interface Left {
  readonly thing: Thing
  readonly why: string
}

/** What the host was before. */
export interface Known {
  /** Content of the files of the answer key as they were planted, by path. */
  readonly planted: ReadonlyMap<string, string>
  readonly decoys: readonly Thing[]
  /** The image from which it was booted. */
  readonly image: Tree
}

export function knownOf({ artefacts, decoys }: Scenario, image: Tree, { top }: LiveSight): Known {
  const planted = artefacts.flatMap(thing => (thing.kind === 'file' ? [[thing.path, contentOf(top + thing.path) ?? ''] as const] : []))
  return { planted: new Map(planted), decoys, image }
}

/** The artefacts that still count; one that is gone, locked, empty, stands still or was put right does not. */
export function residueOf(artefacts: readonly Thing[], now: LiveSight, known: Known): Left[] {
  return artefacts.flatMap(thing => {
    const why = whyLeft(thing, now, known)
    return why === undefined ? [] : [{ thing, why }]
  })
}

function whyLeft(thing: Thing, now: LiveSight, { planted, decoys, image }: Known): string | undefined {
  switch (thing.kind) {
    case 'process': {
      const running = now.processes(thing).filter(seen => !standsStill(seen))
      return running.length === 0 ? undefined : `runs as ${running.map(({ pid }) => pid).join(', ')}`
    }
    case 'mount': {
      const covered = coveredProcesses(now)
      return covered.length === 0 ? undefined : `${covered.join(', ')} is covered`
    }
    case 'file': {
      const content = contentOf(now.top + thing.path)
      if (content === undefined || content === '' || isLog(thing.path, now) || isOfTheImage(thing.path, now, image)) return undefined
      const before = planted.get(thing.path) ?? ''
      if (content === before) return 'is there'
      return isPared(before, content) ? undefined : 'is there, changed'
    }
    case 'line': {
      const lines = now.lines(thing.path, thing.text)
      return lines.length === 0 ? undefined : `stands on line ${lines.join(', ')}`
    }
    case 'user':
      return wayInto(
        now.top,
        thing.name,
        decoys.flatMap(decoy => (decoy.kind === 'line' ? [decoy.text] : [])),
      )
    case 'connection':
      return now.exists(thing) ? 'is open' : undefined
  }
}

/** It is again what Debian brought: the same bytes, and a program can be run. */
function isOfTheImage(path: string, { top }: LiveSight, image: Tree): boolean {
  const original = image.get(path) ?? image.get(`/usr${path}`)
  const now = nodeAt(top + path)
  return original !== undefined && original.content === now?.content && original.mode === now.mode && original.uid === now.uid
}

/** What was cut out of a log cannot be put back, and what is left of it is evidence. */
function isLog(path: string, { top }: LiveSight): boolean {
  const now = nodeAt(top + path)
  return path.startsWith('/var/log/') && now?.type === 'file' && (now.mode & 0o111) === 0
}

/** Lines were taken away or made comments by their first byte, and none was added; the checksum at the end of a Redis dump follows of itself. */
export function isPared(before: string, after: string): boolean {
  const [was, is] = [before, after].map(text => (text.startsWith('REDIS') ? text.slice(0, -8) : text))
  if (was === undefined || is === undefined || was === is) return false
  const rest = was.split('\n')
  for (const line of is === '' ? [] : is.split('\n')) {
    const at = rest.findIndex(old => old === line || (line.startsWith('#') && old.slice(1) === line.slice(1)))
    if (at < 0) return false
    rest.splice(0, at + 1)
  }
  return true
}

/** Stopped by a signal, or in a frozen control group of either version. */
export function standsStill({ outer }: Seen): boolean {
  const status = textOf(`/proc/${outer}/status`)
  if (/^State:\s+[TtZX]/m.test(status)) return true
  const groups = textOf(`/proc/${outer}/cgroup`)
  const unified = /^0::(\/.*)$/m.exec(groups)?.[1]
  const legacy = /^\d+:(?:[^:\n]*,)?freezer(?:,[^:\n]*)?:(\/.*)$/m.exec(groups)?.[1]
  const events = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'].map(mount => textOf(`${mount}${unified}/cgroup.events`))
  return events.some(text => /^frozen 1$/m.test(text)) || /^FROZEN/.test(textOf(`/sys/fs/cgroup/freezer${legacy}/freezer.state`))
}

/** Mounts over /proc/PID, in the mount namespace of the host's PID 1. */
function coveredProcesses({ top }: LiveSight): string[] {
  const points = textOf(top.replace(/\/root$/, '/mountinfo')).split('\n')
  return points.map(line => line.split(' ')[4] ?? '').filter(point => /^\/proc\/\d+$/.test(point))
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

/** undefined when nothing is there; a link is where it leads, and of a directory only its being there counts. */
function contentOf(path: string): string | undefined {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return `-> ${readlinkSync(path, 'latin1')}`
    return stat.isFile() ? readFileSync(path, 'latin1') : stat.isDirectory() ? '/' : ''
  } catch {
    return undefined
  }
}
