// A host that can be changed, held in memory: the same files to look at and to change, a vault, and intents as a journal mints them.
import { createHash } from 'node:crypto'
import type { Scene } from '../src/core/action.ts'
import { bytesOf } from '../src/core/bytes.ts'
import type { DirectoryState, FileControl, FileState, ProcessControl, ProcessState } from '../src/core/control.ts'
import { type Gap, gap } from '../src/core/gap.ts'
import type { HostView } from '../src/core/host.ts'
import type { Instant } from '../src/core/instant.ts'
import type { Recorded, Undo, Vault } from '../src/core/journal.ts'
import type { Step } from '../src/core/plan.ts'
import { memoryHost, type Node, type NodeDetails } from '../src/host/memory.ts'

export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

interface Held {
  readonly state: FileState
  readonly bytes: Uint8Array
}

const then = 1_767_225_600_000_000_000n

function heldOf(path: string, node: Node, ino: number): Held {
  const details: NodeDetails = typeof node === 'string' || node instanceof Uint8Array ? { content: node } : node
  const content = details.link ?? details.content ?? ''
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const xattrs = Object.fromEntries(
    Object.entries(details.xattrs ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  )
  const mtime = details.mtime === undefined ? then : BigInt(Date.parse(details.mtime)) * 1_000_000n + 7n
  const state: FileState = {
    path,
    mode: details.mode ?? (details.link === undefined ? 0o644 : 0o777),
    uid: details.uid ?? 0,
    gid: details.gid ?? 0,
    atime: String(mtime + 1n),
    mtime: String(mtime),
    nlink: details.nlink ?? 1,
    dev: details.dev ?? '0:1',
    ino: details.ino ?? ino,
    size: bytes.length,
    sha256: sha256Of(bytes),
    immutable: details.immutable ?? false,
    appendOnly: details.appendOnly ?? false,
    xattrs,
    ...(details.link !== undefined && { link: details.link }),
  }
  return { state, bytes }
}

function nodeOf({ state, bytes }: Held): Node {
  const { mode, uid, gid, nlink, dev, ino, immutable, appendOnly, link } = state
  const mtime = new Date(Number(BigInt(state.mtime) / 1_000_000n)).toISOString() as Instant
  const xattrs = Object.fromEntries(
    Object.entries(state.xattrs).map(([name, value]) => [name, new Uint8Array(Buffer.from(value, 'base64'))]),
  )
  const told = { mode, uid, gid, nlink, dev, ino, immutable, appendOnly, mtime, xattrs }
  return link === undefined ? { ...told, content: bytes } : { ...told, link }
}

const same = (a: FileState, b: FileState): boolean =>
  a.path === b.path && a.dev === b.dev && a.ino === b.ino && a.sha256 === b.sha256 && a.link === b.link

/** Content by its sha256, in memory. */
export function memoryVault(): Vault & { readonly held: Map<string, Uint8Array> } {
  const held = new Map<string, Uint8Array>()
  return {
    held,
    keep(bytes) {
      const name = sha256Of(bytes)
      held.set(name, bytes.slice())
      return name
    },
    fetch: name => held.get(name)?.slice(),
  }
}

/** A process of the fake host; `group` is where it is. */
export interface FakeProcess extends ProcessState {
  readonly group?: string
}

function memoryProcesses(given: readonly FakeProcess[]) {
  const running = new Map(given.map(({ group = '/init', ...state }) => [state.pid, { state, group }]))
  const frozen = new Set<string>()
  const find = ({ pid, startTicks, exe }: ProcessState) => {
    const found = running.get(pid)
    return found?.state.startTicks === startTicks && found.state.exe === exe ? found : undefined
  }
  const control: ProcessControl = {
    identify: pid => running.get(pid)?.state ?? gap(`/proc/${pid}`, 'absent'),
    homes: processes =>
      Object.fromEntries(processes.flatMap(p => (find(p) === undefined ? [] : [[String(p.pid), running.get(p.pid)!.group]]))),
    killAll(group) {
      for (const [pid, { group: of }] of running) if (of === group) running.delete(pid)
      frozen.delete(group)
      return undefined
    },
    freeze(group, processes) {
      const homes: Record<string, string> = {}
      for (const process of processes) {
        const found = find(process)
        if (found === undefined) return gap(`/proc/${process.pid}`, 'tampered', 'is another process')
        homes[String(process.pid)] = found.group
      }
      for (const { pid } of processes) running.get(pid)!.group = group
      frozen.add(group)
      return homes
    },
    thaw(group, homes) {
      frozen.delete(group)
      for (const [pid, home] of Object.entries(homes)) {
        const found = running.get(Number(pid))
        if (found?.group === group) found.group = home
      }
      return undefined
    },
    kill(process) {
      if (!running.has(process.pid)) return undefined
      if (find(process) === undefined) return gap(`/proc/${process.pid}`, 'tampered', 'is another process')
      running.delete(process.pid)
      return undefined
    },
  }
  return { control, running, frozen }
}

export interface ChangeableHost extends Scene {
  readonly vault: ReturnType<typeof memoryVault>
  /** What stands at a path, with all its metadata. */
  at(path: string): Held | undefined
  /** Every file with everything of it but inode numbers (a file made again has another): equal before and after is byte for byte. */
  picture(): Readonly<Record<string, unknown>>
  /** Somebody else changes a file. */
  put(path: string, node: Node | undefined): void
  readonly running: ReturnType<typeof memoryProcesses>['running']
  readonly frozen: ReadonlySet<string>
}

/** A host of these files and processes that an action may change; without processes it is a disk, where nothing runs. */
export function changeableHost(tree: Readonly<Record<string, Node>>, processes?: readonly FakeProcess[]): ChangeableHost {
  let ino = 100
  const held = new Map(Object.entries(tree).map(([path, node]) => [path, heldOf(path, node, ++ino)]))
  const fake = processes === undefined ? undefined : memoryProcesses(processes)
  const kernel = (): Record<string, Node> => ({
    ...Object.fromEntries(
      [...(fake?.running ?? [])].map(([pid, { group }]) => [`/proc/${pid}/cgroup`, `0::${group.startsWith('/') ? '' : '/'}${group}\n`]),
    ),
    ...Object.fromEntries([...(fake?.frozen ?? [])].map(group => [`/sys/fs/cgroup/${group}/cgroup.events`, 'populated 1\nfrozen 1\n'])),
  })
  const current = (): HostView => memoryHost({ ...Object.fromEntries([...held].map(([path, file]) => [path, nodeOf(file)])), ...kernel() })
  const check = (was: FileState): Gap | undefined => {
    const now = held.get(was.path)
    if (now === undefined) return gap(was.path, 'absent')
    return same(now.state, was) ? undefined : gap(was.path, 'tampered', 'changed meanwhile')
  }
  const files: Omit<FileControl, 'captureDirectory' | 'removeDirectory' | 'restoreDirectory'> = {
    capture(path, max) {
      for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
        if (held.get(path.slice(0, at))?.state.link !== undefined) return gap(path, 'denied', 'a part of the path is a symlink')
      }
      const found = held.get(path)
      if (found === undefined) return gap(path, 'absent')
      return found.bytes.length > max ? gap(path, 'capped', 'too large') : { state: found.state, bytes: found.bytes.slice() }
    },
    rewrite(was, bytes) {
      const wrong = check(was)
      if (wrong !== undefined) return wrong
      const mtime = String(BigInt(was.mtime) + 1_000_000_000n)
      held.set(was.path, { state: { ...was, mtime, ino: ++ino, size: bytes.length, sha256: sha256Of(bytes) }, bytes: bytes.slice() })
      return undefined
    },
    remove(was) {
      const wrong = check(was)
      if (wrong === undefined) held.delete(was.path)
      return wrong
    },
    restore(was, bytes, instead) {
      const now = held.get(was.path)
      if (instead === undefined ? now !== undefined : now === undefined || !same(now.state, instead))
        return gap(was.path, 'tampered', 'something else stands there')
      held.set(was.path, { state: { ...was, ino: ++ino, size: bytes.length, sha256: sha256Of(bytes) }, bytes: bytes.slice() })
      return undefined
    },
  }
  const emptyDirectories = new Map<string, DirectoryState>()
  const directories: Pick<FileControl, 'captureDirectory' | 'removeDirectory' | 'restoreDirectory'> = {
    captureDirectory: path => emptyDirectories.get(path) ?? gap(path, 'absent'),
    removeDirectory(was) {
      if ([...held.keys()].some(path => path.startsWith(`${was.path}/`))) return gap(was.path, 'tampered', 'holds something')
      return emptyDirectories.delete(was.path) ? undefined : gap(was.path, 'absent')
    },
    restoreDirectory: was => void emptyDirectories.set(was.path, was),
  }
  const base = memoryHost({})
  const host: HostView = {
    ...base,
    get files() {
      return current().files
    },
    inside: root => current().inside(root),
  }
  return {
    host,
    control: { files: { ...files, ...directories }, processes: fake?.control },
    vault: memoryVault(),
    at: path => held.get(path),
    picture: () =>
      Object.fromEntries(
        [...held]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(
            ([
              path,
              {
                state: { ino: _, ...state },
                bytes,
              },
            ]) => [path, { ...state, bytes: Buffer.from(bytes).toString('latin1') }],
          ),
      ),
    put(path, node) {
      if (node === undefined) held.delete(path)
      else held.set(path, heldOf(path, node, ++ino))
    },
    running: fake?.running ?? new Map(),
    frozen: fake?.frozen ?? new Set(),
  }
}

/** A step as a planner writes it, for the action under test. */
export function stepOf(given: Partial<Step> & Pick<Step, 'action' | 'detail'>): Step {
  const none = { zh: '无', en: 'none' }
  return {
    id: 'S01',
    stage: 'disarm',
    target: 'host:test',
    because: ['F-1'],
    after: [],
    risk: 'safe',
    reversible: true,
    title: none,
    cost: none,
    undoing: none,
    before: '',
    ...given,
  }
}

/** What a journal gives back for an intent: the undo has been through JSON. */
export function recordedOf(step: Step, undo: Undo): Recorded {
  return { step, undo: JSON.parse(JSON.stringify(undo)) as Undo } as unknown as Recorded
}
