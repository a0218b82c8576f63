// What of an answer key is still in force on a host, seen from outside: files, lines, accounts that can log in, programs that run.
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { wayInto } from './login.ts'
import { isAsPackaged, type Packaged } from './packaged.ts'
import type { Thing } from './scenario.ts'
import type { LiveSight, Seen } from './sight.ts'

export interface Left {
  readonly thing: Thing
  readonly why: string
}

/** Content of the files of an answer key as they were planted, by path. */
export type Planted = ReadonlyMap<string, string>

export function plantedFiles(things: readonly Thing[], { top }: LiveSight): Planted {
  return new Map(things.flatMap(thing => (thing.kind === 'file' ? [[thing.path, contentOf(top + thing.path) ?? '']] : [])))
}

/** The artefacts that still count; one that is gone, locked, stands still or was put right does not. */
export function residueOf(artefacts: readonly Thing[], now: LiveSight, planted: Planted, packaged: Packaged): Left[] {
  return artefacts.flatMap(thing => {
    const why = whyLeft(thing, now, planted, packaged)
    return why === undefined ? [] : [{ thing, why }]
  })
}

function whyLeft(thing: Thing, now: LiveSight, planted: Planted, packaged: Packaged): string | undefined {
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
      if (content === undefined || isAsPackaged(packaged, now.top, thing.path)) return undefined
      const before = planted.get(thing.path) ?? ''
      if (content === before) return 'is there'
      return isPared(before, content) ? undefined : 'is there, changed'
    }
    case 'line': {
      const lines = now.lines(thing.path, thing.text)
      return lines.length === 0 ? undefined : `stands on line ${lines.join(', ')}`
    }
    case 'user':
      return wayInto(now.top, thing.name)
    case 'connection':
      return now.exists(thing) ? 'is open' : undefined
  }
}

/** Lines were taken away and none was added. */
export function isPared(before: string, after: string): boolean {
  const rest = before.split('\n')
  for (const line of after.split('\n')) {
    const at = rest.indexOf(line)
    if (at < 0) return false
    rest.splice(0, at + 1)
  }
  return after.length < before.length
}

/** Stopped by a signal, or in a frozen control group of either version. */
function standsStill({ outer }: Seen): boolean {
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
