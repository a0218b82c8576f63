// Freezing, thawing and ending processes of the running host, whole families at once, and never davylamp's own.
import type { ProcessControl, ProcessState } from '../core/control.ts'
import { type Gap, gap, isGap } from '../core/gap.ts'
import { descriptors } from './descriptors.ts'
import { gapOfErrno } from './errno.ts'
import { type Freezer, type FreezerKind, freezers } from './freezer.ts'
import { type Home, homeFor, homeText, readHomes } from './process-homes.ts'
import { descendants, gone, identify, isStill, ownTree, type ProcessLine, processLine, processLines } from './process-table.ts'
import { rawFiles } from './raw-files.ts'
import { signal, signaller } from './signals.ts'
import { continueStopped, killStopped, standsStill } from './stopped-family.ts'
import { errno, type Sys } from './sys.ts'

const mostRounds = 200

export type FreezeMethod = FreezerKind | 'signal'

/**
 * `methods` in the order in which they are tried; all by default. `patience`: how long a freeze, and the end of a killed process, is
 * waited for, in milliseconds.
 */
export function processControl(
  sys: Sys,
  methods: readonly FreezeMethod[] = ['cgroup2', 'freezer', 'signal'],
  patience = 500,
): ProcessControl {
  const at = descriptors(sys)
  const files = rawFiles(sys, 'host')
  const send = signaller(sys, at, files)
  const groups = freezers(at, files).filter(f => methods.includes(f.kind))
  const waitFor = (isDone: () => boolean): boolean => {
    const end = performance.now() + patience
    while (!isDone()) {
      if (performance.now() > end) return false
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    }
    return true
  }
  /** By group: who was there before anybody was moved into it, and who was moved. Forgotten when davylamp ends. */
  const remembered = new Map<string, { readonly before: ReadonlyMap<number, number>; family: readonly number[] }>()
  const homeOf = (pid: number): Home | undefined => {
    const line = processLine(files, pid)
    if (isGap(line)) return undefined
    // Already in a group of davylamp's: that is nobody's home.
    const homes = Object.fromEntries(groups.map(g => [g.kind, g.homeOf(pid)]).filter(([, home]) => home && !home.startsWith('/davylamp.')))
    return { start: line.startTicks, state: line.state, homes }
  }
  const hasEnded = (pid: number, start: number): boolean => {
    const line = processLine(files, pid)
    return isGap(line) || line.startTicks !== start || line.state === 'Z' || line.state === 'X'
  }
  /** Those that still run; a Gap when one may not be touched. */
  const allowed = (
    processes: readonly ProcessState[],
    running: 'the same program' | 'any program' = 'the same program',
  ): readonly ProcessState[] | Gap => {
    const own = ownTree(files)
    const alive: ProcessState[] = []
    for (const process of processes) {
      const source = `process ${process.pid}`
      if (own.has(process.pid)) return gap(source, 'denied', 'is pid 1, davylamp itself or one of those that started it')
      const line = processLine(files, process.pid)
      if (!isGap(line) && line.isKernelThread) return gap(source, 'denied', 'is a thread of the kernel')
      const drift = isStill(files, process, running)
      if (drift === undefined) alive.push(process)
      else if (drift.why !== 'absent') return drift
    }
    return alive.length > 0 ? alive : gone(processes[0]?.pid ?? 0)
  }
  /** Takes each process and, until there are no new ones, all it has started. `take` gives 0 or minus errno. */
  const takeFamily = (
    roots: readonly ProcessState[],
    homes: Record<string, string>,
    spared: readonly ProcessState[],
    take: (process: ProcessState) => number,
  ): Gap | undefined => {
    const known = new Map<number, number>()
    const isSpared = (line: ProcessLine): boolean => spared.some(p => p.pid === line.pid && p.startTicks === line.startTicks)
    let pending: readonly ProcessState[] = roots
    for (let round = 0; pending.length > 0; round++) {
      if (round > mostRounds) return gap('processes', 'timeout', 'they multiply faster than they can be frozen')
      for (const process of pending) {
        known.set(process.pid, process.startTicks)
        const home = homeOf(process.pid)
        if (home === undefined || home.start !== process.startTicks) continue
        homes[process.pid] = homeText(home)
        const taken = take(process)
        if (taken < 0 && -taken !== errno.ESRCH) return gapOfErrno(`process ${process.pid}`, -taken)
      }
      const lines = processLines(files).filter(line => !isSpared(line))
      pending = descendants(lines, known)
        .filter(line => line.state !== 'Z' && line.state !== 'X')
        .flatMap(line => {
          const process = identify(files, line.pid)
          return isGap(process) ? [] : [process]
        })
    }
    return undefined
  }
  const freezeIn = (
    group: Freezer,
    name: string,
    roots: readonly ProcessState[],
    spared: readonly ProcessState[],
  ): Record<string, string> | Gap => {
    const failed = group.make(name)
    if (failed !== undefined) {
      group.remove(name)
      return failed
    }
    const homes: Record<string, string> = {}
    const hindrance = takeFamily(roots, homes, spared, process => group.enter(name, process.pid))
    if (hindrance === undefined && waitFor(() => group.isFrozen(name))) return homes
    release(group, name, homes)
    return hindrance ?? gap(`group ${name}`, 'timeout', 'was not frozen in time')
  }
  const freezeBySignal = (roots: readonly ProcessState[], spared: readonly ProcessState[]): Record<string, string> | Gap => {
    const stopped: ProcessState[] = []
    const homes: Record<string, string> = {}
    const hindrance = takeFamily(roots, homes, spared, process => {
      // A child may execute its program between the look and the stop; it is of the family all the same.
      const failed = send(process, signal.stop, 'any program')
      if (failed === undefined) stopped.push(process)
      return failed === undefined || failed.why === 'absent' ? 0 : -errno.EPERM
    })
    const isStopped = ({ pid, startTicks }: ProcessState): boolean => {
      const line = processLine(files, pid)
      if (isGap(line) || line.startTicks !== startTicks || /[TtZX]/.test(line.state)) return true
      return line.state === 'D' && standsStill(line, processLines(files))
    }
    if (hindrance === undefined && waitFor(() => stopped.every(isStopped))) return homes
    for (const process of stopped) send(process, signal.continue, 'any program')
    return hindrance ?? gap('processes', 'timeout', 'were not stopped in time')
  }
  const release = (group: Freezer, name: string, homes: Readonly<Record<string, string>>): Gap | undefined => {
    const known = readHomes(homes)
    const lost: number[] = []
    // Whoever is thawed may start others before it is home: they are in the group as well, so it is looked at until it is empty.
    for (let round = 0; round < mostRounds; round++) {
      const members = group.members(name).filter(pid => pid > 0)
      if (members.length === 0) break
      for (const pid of members) {
        const home = homeFor(pid, group.kind, known, id => processLine(files, id)) ?? '/'
        const moved = group.leaveFor(home, pid)
        if (moved >= 0 || -moved === errno.ESRCH) continue
        if (group.leaveFor('/', pid) >= 0) lost.push(pid)
      }
    }
    group.thaw(name)
    waitFor(() => group.remove(name) === undefined)
    const left = group.remove(name)
    if (left !== undefined) return left
    return lost.length === 0 ? undefined : gap(`process ${lost[0]}`, 'unsupported', 'runs again, but in no group of its own')
  }

  return {
    identify: pid => identify(files, pid),
    homes(processes) {
      const homes: Record<string, string> = {}
      const known = new Map(processes.map(p => [p.pid, p.startTicks]))
      const pids = [...known.keys(), ...descendants(processLines(files), known).map(line => line.pid)]
      for (const pid of pids) {
        const home = homeOf(pid)
        if (home !== undefined && (known.get(pid) ?? home.start) === home.start) homes[pid] = homeText(home)
      }
      return homes
    },
    freeze(name, processes, spared = []) {
      if (!isGroup(name)) return gap('group', 'malformed', 'is no name of a group')
      // One that executes itself anew all the time would never be the program it was a moment ago; thawing takes it back.
      const roots = allowed(processes, 'any program')
      if (isGap(roots)) return roots
      const before = new Map(processLines(files).map(line => [line.pid, line.startTicks]))
      const remember = (homes: Record<string, string>): Record<string, string> => {
        remembered.set(name, { before, family: Object.keys(homes).map(Number) })
        return homes
      }
      let last: Gap | undefined
      for (const group of groups) {
        const homes = freezeIn(group, name, roots, spared)
        if (!isGap(homes)) return remember(homes)
        last = homes
      }
      if (!methods.includes('signal')) return last ?? gap('freezer', 'unsupported', 'this host has none')
      const homes = freezeBySignal(roots, spared)
      return isGap(homes) ? homes : remember(homes)
    },
    thaw(name, homes) {
      if (!isGroup(name)) return gap('group', 'malformed', 'is no name of a group')
      const used = groups.filter(group => group.exists(name))
      if (used.length === 0) return continueStopped(files, send, homes)
      return used.map(group => release(group, name, homes)).find(failed => failed !== undefined)
    },
    kill(process) {
      const roots = allowed([process])
      if (isGap(roots)) return roots
      const failed = send(process, signal.kill)
      if (failed !== undefined) return failed
      // A v1 group lets nobody die before it is thawed.
      const isHeld = groups.some(group => group.kind === 'freezer' && group.homeOf(process.pid)?.startsWith('/davylamp.'))
      const hasGone = isHeld || waitFor(() => hasEnded(process.pid, process.startTicks))
      return hasGone ? undefined : gap(`process ${process.pid}`, 'timeout', 'was told to end and has not yet')
    },
    killAll(name, processes) {
      if (!isGroup(name)) return gap('group', 'malformed', 'is no name of a group')
      const group = groups.find(g => g.exists(name))
      const { before, family = [] } = remembered.get(name) ?? {}
      const roots = new Map(processes.map(p => [p.pid, p.startTicks]))
      const kin = new Set([...family, ...roots.keys(), ...descendants(processLines(files), roots).map(line => line.pid)])
      if (group === undefined) return killStopped(files, send, [...kin])
      const own = ownTree(files)
      for (const pid of group.members(name)) {
        if (own.has(pid)) return gap('group', 'denied', 'holds davylamp itself')
        const line = kin.has(pid) ? undefined : processLine(files, pid)
        // Nobody known then: it was born in the group.
        const isBornHere = line === undefined || isGap(line) || (before !== undefined && before.get(pid) !== line.startTicks)
        if (!isBornHere) return gap(`process ${pid}`, 'denied', 'was put into the group by somebody else')
      }
      const kill = (): void => {
        if (group.kill(name)) return
        for (const pid of group.members(name)) {
          const process = identify(files, pid)
          if (!isGap(process)) send(process, signal.kill)
        }
        group.thaw(name)
      }
      kill()
      if (!waitFor(() => group.remove(name) === undefined)) {
        kill()
        waitFor(() => group.remove(name) === undefined)
      }
      return group.remove(name)
    },
  }
}

function isGroup(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(name)
}
