// Watches the scanning thread: when one question takes too long, the scan starts again without asking it, and the gap is told.
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Facts } from '../core/facts.ts'
import type { Origin } from '../core/host.ts'
import type { ScanResult } from '../core/incident.ts'
import { openSys } from '../host/sys.ts'
import { Board } from '../host/watched.ts'
import type { ScanRequest } from './run-scan.ts'
import { UserError } from './user-error.ts'

export interface ToWorker {
  readonly request: ScanRequest
  readonly memory: SharedArrayBuffer
  readonly avoided: readonly string[]
}

export type FromWorker =
  | { readonly what: 'progress'; readonly text: string }
  | { readonly what: 'done'; readonly result: ScanResult; readonly origin: Origin; readonly facts?: Facts }
  | { readonly what: 'refused'; readonly sentence: string }

/** A file system that takes longer than this for one question is taken for dead. */
const patienceMs = 8000
const glanceMs = 500
const mostRestarts = 8

export interface Supervised {
  readonly result: ScanResult
  readonly origin: Origin
  /** Only when they were asked for. */
  readonly facts?: Facts | undefined
  /** A thread is still stuck in the kernel: the process must be left by `leave`. */
  readonly stuck: boolean
}

export async function superviseScan(request: ScanRequest, progress: (what: string) => void): Promise<Supervised> {
  const avoided: string[] = []
  for (let attempt = 0; attempt <= mostRestarts; attempt++) {
    const outcome = await attemptScan(request, avoided, progress)
    if ('origin' in outcome) return { ...outcome, stuck: avoided.length > 0 }
    avoided.push(outcome.hung)
  }
  throw new UserError(`too many file systems do not answer: ${avoided.join(', ')}`)
}

function attemptScan(
  request: ScanRequest,
  avoided: readonly string[],
  progress: (what: string) => void,
): Promise<Omit<Supervised, 'stuck'> | { hung: string }> {
  const board = new Board()
  const worker = new Worker(new URL('./scan-thread.ts', import.meta.url), {
    workerData: { request, memory: board.memory, avoided } satisfies ToWorker,
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  })
  return new Promise((resolve, reject) => {
    let seen = -1
    let since = performance.now()
    const glance = setInterval(() => {
      const turn = board.turn()
      if (turn !== seen || turn % 2 === 0) {
        seen = turn
        since = performance.now()
      } else if (performance.now() - since > patienceMs) {
        clearInterval(glance)
        worker.unref()
        resolve({ hung: deadPart(board.path()) })
      }
    }, glanceMs)
    worker.on('message', (message: FromWorker) => {
      if (message.what === 'progress') return progress(message.text)
      clearInterval(glance)
      if (message.what === 'done') resolve({ result: message.result, origin: message.origin, facts: message.facts })
      else reject(new UserError(message.sentence))
    })
    worker.on('error', error => {
      clearInterval(glance)
      reject(error)
    })
  })
}

/** The mount that the path lies on, or the process it belongs to: the rest of it would not answer either. */
function deadPart(path: string): string {
  const process = /^\/proc\/\d+/.exec(path)?.[0]
  if (process !== undefined) return process
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map(line => (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))))
  const holding = mounts.filter(m => m.length > 1 && (path === m || path.startsWith(`${m}/`))).sort((a, b) => b.length - a.length)
  return holding[0] ?? path
}

/** Ends the process at once, without waiting for threads that no longer listen. */
export function leave(code: number): void {
  openSys()?.call('exit_group', code)
  process.exit(code)
}
