// What a host leaves on this machine, written down while it is up, and how it is all removed: also after a run that was killed.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { removeGroups } from './cgroup.ts'
import { attempt } from './command.ts'
import { alive, end, type Identity } from './identity.ts'
import { runs } from './places.ts'

export interface HostRecord {
  /** Its folder under runs/. */
  readonly folder: string
  /** The lab process that made it. */
  readonly owner: Identity
  /** Processes started for it, in order; ending the last (its PID 1) ends all inside. */
  readonly started: readonly Identity[]
}

export function groupOf(folder: string): string {
  return `davylamp-lab-${basename(folder)}`
}

export function record(host: HostRecord): void {
  writeFileSync(join(host.folder, 'record.json'), JSON.stringify(host))
}

/** Synchronous, so that it can run in a signal handler. */
export function tearDown({ folder, started }: HostRecord): void {
  for (const who of [...started].reverse()) end(who)
  for (let tries = 0; tries < 100 && started.some(alive); tries++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  const root = join(folder, 'root')
  if (existsSync(root) && !attempt('umount', root)) attempt('umount', '-l', root)
  removeGroups(groupOf(folder))
  if (isMounted(root)) return
  rmSync(folder, { recursive: true, force: true })
}

function isMounted(path: string): boolean {
  return readFileSync('/proc/self/mounts', 'latin1').includes(` ${path} `)
}

/** Removes hosts whose maker is gone. Gives the number of them. */
export function clean(): number {
  if (!existsSync(runs)) return 0
  let cleaned = 0
  for (const name of readdirSync(runs)) {
    const folder = join(runs, name)
    const host = recordIn(folder)
    if (host === undefined ? makerLives(name) : alive(host.owner)) continue
    tearDown(host ?? { folder, owner: { pid: 0, startTicks: 0 }, started: [] })
    cleaned += 1
  }
  return cleaned
}

function recordIn(folder: string): HostRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as HostRecord
  } catch {
    return undefined
  }
}

/** A folder so young that nothing is written in it yet: its name begins with its maker's pid. */
function makerLives(name: string): boolean {
  return existsSync(`/proc/${name.split('-')[0]}`)
}
