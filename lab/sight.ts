// The truth about a host, seen from outside where nothing planted can lie: which processes fit, on which lines a text stands.
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { Host } from './host.ts'
import { identify } from './identity.ts'
import type { Thing } from './scenario.ts'

export interface Sight {
  /** Pids inside the host of the processes that fit. */
  pids(thing: Thing): readonly number[]
  /** 1-based lines of a file that contain the text. */
  lines(path: string, text: string): readonly number[]
  /** It is there: a process runs, a file or line or account exists. */
  exists(thing: Thing): boolean
}

/** A process inside the host. */
export interface Seen {
  readonly pid: number
  /** The same process as this machine numbers it. */
  readonly outer: number
  /** Field 22 of /proc/PID/stat: clock ticks since boot. */
  readonly startTicks: number
  readonly name: string
  readonly exe: string
  readonly argv: string
}

/** More of a running host than a scan is marked by. */
export interface LiveSight extends Sight {
  /** Its root directory with everything that is mounted in it. */
  readonly top: string
  readonly all: readonly Seen[]
  processes(thing: Thing): readonly Seen[]
}

/** A running host. Looks once; the processes are those of that moment. */
export function sightOf(host: Host): LiveSight {
  const top = `/proc/${host.leader.pid}/root`
  const all = processesIn(host)
  const sight = sightAt(top, all, () => connectionsOf(host))
  return { ...sight, top, all, processes: thing => all.filter(({ pid }) => sight.pids(thing).includes(pid)) }
}

/** A disk: nothing runs. */
export function sightOfDisk(root: string): Sight {
  return sightAt(root, [], () => [])
}

function sightAt(top: string, processes: readonly Seen[], connections: () => readonly string[]): Sight {
  const lines = (path: string, text: string): number[] => linesOf(top + path).flatMap((line, i) => (line.includes(text) ? [i + 1] : []))
  const pids = (thing: Thing): number[] => {
    if (thing.kind === 'mount') return processes.filter(({ exe }) => exe === thing.over).map(({ pid }) => pid)
    if (thing.kind !== 'process') return []
    const { exe, argv, name } = thing
    const fits = (p: Seen): boolean =>
      (exe === undefined || p.exe.replace(/ \(deleted\)$/, '') === exe) &&
      (argv === undefined || p.argv.includes(argv)) &&
      (name === undefined || p.name === name)
    return processes.filter(fits).map(({ pid }) => pid)
  }
  const exists = (thing: Thing): boolean => {
    switch (thing.kind) {
      case 'process':
      case 'mount':
        return pids(thing).length > 0
      case 'file':
        return there(top + thing.path)
      case 'line':
        return lines(thing.path, thing.text).length > 0
      case 'user':
        return lines('/etc/passwd', `${thing.name}:`).length > 0
      case 'connection':
        return connections().includes(thing.remote)
    }
  }
  return { pids, lines, exists }
}

function there(path: string): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

function linesOf(path: string): string[] {
  return existsSync(path) && lstatSync(path).isFile() ? readFileSync(path, 'latin1').split('\n') : []
}

/** All processes of the host, also those in pid namespaces inside it (containers), each by its pid in the host's. */
function processesIn({ leader }: Host): Seen[] {
  const namespace = readlinkSync(`/proc/${leader.pid}/ns/pid`)
  const depth = pidsOf(statusOf(leader.pid)).length - 1
  const isInside = (outer: string | number): boolean =>
    readlinkSync(`/proc/${outer}/ns/pid`) === namespace ||
    (pidsOf(statusOf(outer)).length > depth + 1 && isInside(/^PPid:\t(\d+)$/m.exec(statusOf(outer))?.[1] ?? 0))
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(outer => {
      try {
        if (!isInside(outer)) return []
        const status = statusOf(outer)
        const pid = pidsOf(status)[depth] ?? 0
        const argv = readFileSync(`/proc/${outer}/cmdline`, 'latin1').replaceAll('\0', ' ').trim()
        const name = /^Name:\t(.*)$/m.exec(status)?.[1] ?? ''
        const exe = readlinkSync(`/proc/${outer}/exe`)
        const who = identify(Number(outer))
        return who === undefined ? [] : [{ pid, outer: who.pid, startTicks: who.startTicks, name, argv, exe }]
      } catch {
        return []
      }
    })
}

function statusOf(outer: string | number): string {
  return readFileSync(`/proc/${outer}/status`, 'latin1')
}

/** The pid in each namespace that the process is in, this machine's first. */
function pidsOf(status: string): number[] {
  return (/^NSpid:\s(.*)$/m.exec(status)?.[1] ?? '').split('\t').map(Number)
}

/** States of /proc/net/tcp in which a program still holds the connection: established, being opened, closed by the other side. */
const held = ['01', '02', '08']

/** Remote ends of the host's TCP connections over IPv4, as "a.b.c.d:port". */
function connectionsOf({ leader }: Host): string[] {
  return linesOf(`/proc/${leader.pid}/net/tcp`)
    .slice(1)
    .flatMap(line => {
      const [, , remote = '', state = ''] = line.trim().split(/\s+/)
      const [address, port] = remote.split(':')
      if (address === undefined || port === undefined || !held.includes(state)) return []
      return [
        `${(address.match(/../g) ?? [])
          .map(x => Number.parseInt(x, 16))
          .reverse()
          .join('.')}:${Number.parseInt(port, 16)}`,
      ]
    })
}
