// The thread that takes packets from the running network: it does nothing but wait for the ring, so that little is dropped.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { isGap } from '../core/gap.ts'
import { captureFilter } from '../host/packet-filter.ts'
import { openPacketRing, type PacketRing } from '../host/packet-ring.ts'
import { openSys } from '../host/sys.ts'
import { loadIntel } from '../intel/load.ts'
import { ownIntel } from '../store/state.ts'
import { Engine } from '../wire/engine.ts'
import { CaptureFile } from './capture-file.ts'
import { keeper } from './keep-carved.ts'
import { rawRules } from './own-files.ts'
import type { FromSniffer, Sight, SniffTask, ToSniffer } from './sniffing.ts'
import { UserError } from './user-error.ts'
import { wireModules } from './wire-modules.ts'

const glanceMs = 100
const tellMs = 1000

const tell = (message: FromSniffer): void => parentPort?.postMessage(message)

try {
  sniff(workerData as SniffTask)
} catch (error) {
  if (!(error instanceof UserError)) throw error
  tell({ what: 'refused', sentence: error.message })
}

function sniff({ device, leftOut, write, extract, state, stop }: SniffTask): void {
  const sys = openSys()
  if (sys === undefined) throw new UserError('packets cannot be captured on this runtime: it has no raw system calls')
  const intel = loadIntel(ownIntel(state), rawRules())
  const carved = keeper(extract)
  const engine = new Engine({ ...wireModules, intel }, { keep: carved.keep })
  engine.begin(device === '' ? 'live' : device)
  const ring = openPacketRing(sys, device, captureFilter(leftOut))
  if (isGap(ring)) throw new UserError(`${ring.source}: ${ring.detail}`)
  const file = write === undefined ? undefined : new CaptureFile(write)
  tell({ what: 'ready' })
  follow(ring, engine, file, stop)
  const counters = ring.counters()
  ring.close()
  file?.close()
  engine.finish()
  const gaps = [...(file?.failure === undefined ? [] : [file.failure]), ...carved.gaps()]
  tell({ what: 'done', rows: engine.rows.all(), gaps, tally: engine.tally(), counters })
}

function follow(ring: PacketRing, engine: Engine, file: CaptureFile | undefined, stop: SniffTask['stop']): void {
  const names = new Map<number, { link: number; device: string }>()
  const deviceOf = (device: number, link: number): { link: number; device: string } => {
    const key = device * 512 + link
    const known = names.get(key)
    if (known !== undefined) return known
    const named = { link, device: ring.deviceName(device) }
    names.set(key, named)
    return named
  }
  const sink = {
    frame(bytes: Uint8Array, start: number, end: number, original: number, at: number, link: number, device: number): void {
      engine.packet(bytes, start, end, original, at, link)
      file?.frame(bytes, start, end, original, at, deviceOf(device, link))
    },
  }
  let told = performance.now()
  let changes = 0
  for (let last = false; !last; ) {
    last = Atomics.load(stop, 0) !== 0
    // Also the last time: a block that is not full is handed over a little later.
    ring.wait(glanceMs)
    ring.drain(sink)
    if (performance.now() - told < tellMs) continue
    told = performance.now()
    const sight: Sight = { tally: engine.tally(), counters: ring.counters() }
    tell({ what: 'seen', ...sight, ...(engine.rows.changes !== changes && { rows: engine.rows.all() }) })
    changes = engine.rows.changes
    file?.flush()
    for (let letter = receive(); letter !== undefined; letter = receive()) file?.learn(letter)
  }
}

/** The loop never goes back to node's own: letters are fetched. */
function receive(): ToSniffer | undefined {
  return parentPort === null ? undefined : (receiveMessageOnPort(parentPort)?.message as ToSniffer | undefined)
}
