// Follows the running network: one thread takes packets, this one looks who holds the sockets and judges what was seen so far.
import { Worker } from 'node:worker_threads'
import { study } from '../case/study.ts'
import { SocketWatch } from '../collect/socket-watch.ts'
import type { Facts } from '../core/facts.ts'
import { factsOf } from '../core/facts.ts'
import type { Finding } from '../core/finding.ts'
import { type Gap, gap } from '../core/gap.ts'
import type { ScanResult } from '../core/incident.ts'
import type { RingCounters } from '../host/packet-ring.ts'
import { rawFiles } from '../host/raw-files.ts'
import { openSys } from '../host/sys.ts'
import type { LoadedIntel } from '../intel/load.ts'
import type { RowsByKind } from '../wire/rows.ts'
import { gapsOf } from '../wire/tally.ts'
import { clock } from './clock.ts'
import type { FromSniffer, Sight, SniffTask, ToSniffer } from './sniffing.ts'
import { UserError } from './user-error.ts'
import { wireDetectors, wireModules } from './wire-modules.ts'

const lookMs = 1000
/** A look at all sockets may take no more than this part of the time. */
const leisure = 10

export interface Listener {
  ready(): void
  /** Something new, with who holds the connection. */
  noticed(finding: Finding, holder: string): void
  seen(sight: Sight): void
}

export interface Sniffed {
  readonly result: ScanResult
  readonly facts: Facts
  readonly received: number
}

export interface SniffRequest extends Pick<SniffTask, 'device' | 'write' | 'extract' | 'state'> {
  readonly host: string
  readonly intel: LoadedIntel
  /** The operator's own session, which is not looked at. */
  readonly watch: SocketWatch
  readonly leftOut: SniffTask['leftOut']
}

/** A watch on the sockets of this host; undefined where the runtime has no raw system calls. */
export function socketWatch(): SocketWatch | undefined {
  const sys = openSys()
  if (sys === undefined) return undefined
  const watch = new SocketWatch(rawFiles(sys, 'host'))
  watch.look()
  return watch
}

/** `steer` is given what ends it. */
export async function sniffNetwork(request: SniffRequest, steer: (stop: () => void) => void, listener: Listener): Promise<Sniffed> {
  const { device, write, extract, state, host, intel, watch, leftOut } = request
  const time = clock()
  const startedAt = time.now()
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const task: SniffTask = { device, write, extract, state, leftOut, stop }
  const worker = new Worker(new URL('./sniff-thread.ts', import.meta.url), { workerData: task })
  let rows: RowsByKind = {}
  const told = new Set<string>()
  const holderOf = (finding: Finding): string => finding.about.flatMap(id => watch.nameOf(id) ?? []).join(', ')
  const judged = (wire: Sight | undefined, gaps: readonly Gap[]): Omit<Sniffed, 'received'> => {
    const { frames = 0, bytes = 0, flows: conversations = 0 } = wire?.tally ?? {}
    const facts = factsOf({ ...rows, sockets: watch.sockets(), gaps: [...intel.gaps, ...gaps] })
    const dissectors = [...wireModules.dissectors, ...wireModules.watchers].map(d => d.id)
    const coverage = { captures: [], frames, bytes, conversations, dissectors, dropped: wire?.counters.dropped ?? 0 }
    return { facts, result: study(host, facts, coverage, intel, wireDetectors, time, startedAt) }
  }
  const tellNew = ({ findings }: ScanResult): void => {
    for (const finding of findings) {
      if (told.has(finding.id)) continue
      told.add(finding.id)
      listener.noticed(finding, holderOf(finding))
    }
  }
  const look = (): void => {
    const before = performance.now()
    const letter: ToSniffer = watch.look().flatMap(({ id, owners, uid }) => {
      const names = owners.flatMap(owner => watch.nameOf(owner) ?? [])
      return names.length === 0 ? [] : [[id, `process ${names.join(', ')} (uid ${uid})`] as const]
    })
    if (letter.length > 0 && write !== undefined) worker.postMessage(letter)
    looking = setTimeout(look, Math.max(lookMs, leisure * (performance.now() - before)))
  }
  let looking = setTimeout(look, lookMs)
  try {
    return await new Promise<Sniffed>((resolve, reject) => {
      steer(() => void Atomics.store(stop, 0, 1))
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the thread that takes packets ended')))
      worker.on('message', (message: FromSniffer) => {
        if (message.what === 'ready') return listener.ready()
        if (message.what === 'refused') return reject(new UserError(message.sentence))
        listener.seen(message)
        if (message.rows !== undefined) rows = message.rows
        if (message.what === 'seen') {
          if (message.rows !== undefined) tellNew(judged(message, []).result)
          return
        }
        watch.look()
        const done = judged(message, [...message.gaps, ...gapsOf(message.tally), ...dropsOf(message.counters)])
        tellNew(done.result)
        resolve({ ...done, received: message.counters.received })
      })
    })
  } finally {
    clearTimeout(looking)
  }
}

export function dropsOf({ dropped, received }: RingCounters): readonly Gap[] {
  return dropped === 0 ? [] : [gap('packets', 'capped', `the kernel dropped ${dropped} of ${received} packets, for they came too fast`)]
}
