// Several threads read the same captures, each follows its share of the flows; the shapes of flows come together again for the watchers.
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from 'node:worker_threads'
import type { WireOptions } from './engine.ts'
import { FlowRecords, recordWords } from './flow/records.ts'
import type { WireModules } from './modules.ts'
import { captureName, type Reading, readCaptures } from './read-captures.ts'
import { joined, Rows } from './rows.ts'
import type { Share } from './share.ts'
import { added, type Tally } from './tally.ts'
import { type FlowObserver, Watchers } from './watch.ts'

export interface ShareTask {
  readonly paths: readonly string[]
  readonly share: Share
  readonly halt?: Int32Array | undefined
}

type FromShare =
  | { readonly what: 'flows'; readonly records: Int32Array; readonly count: number }
  | { readonly what: 'kept'; readonly sha256: string; readonly body: Uint8Array }
  | { readonly what: 'done'; readonly reading: Reading }

/** Flows in one message. */
const batch = 512

/** In a thread: reads its share and tells the parent by `post`. */
export async function readShare(
  { paths, share, halt }: ShareTask,
  modules: WireModules,
  post: (message: FromShare, transfer?: readonly ArrayBuffer[]) => void,
): Promise<void> {
  let records = new Int32Array(batch * recordWords)
  let count = 0
  const flush = (): void => {
    if (count > 0) post({ what: 'flows', records, count }, [records.buffer])
    records = new Int32Array(batch * recordWords)
    count = 0
  }
  const observer: FlowObserver = {
    flow(table, slot) {
      table.write(slot, records, count++ * recordWords)
      if (count === batch) flush()
    },
    end: flush,
  }
  const keep = (sha256: string, body: Uint8Array): void => post({ what: 'kept', sha256, body })
  const reading = await readCaptures(paths, modules, { share, observer, keep, ...(halt !== undefined && { halt }) }, () => {})
  post({ what: 'done', reading })
}

/** Starts a thread that calls `readShare` with the task and says what it gives through the port. */
export type Spawn = (task: ShareTask, port: MessagePort) => Worker

/** This thread follows the first share itself, and the shapes of all; `load` is called once the others have been started. */
export async function readShared(
  paths: readonly string[],
  threads: number,
  spawn: Spawn,
  load: () => WireModules,
  { keep = () => {}, halt }: Pick<WireOptions, 'keep' | 'halt'>,
  progress: (what: string) => void,
): Promise<Reading> {
  const others = Array.from({ length: threads - 1 }, (_, i) => new Other({ paths, share: { mine: i + 1, of: threads }, halt }, spawn))
  const modules = load()
  const rows = new Rows()
  const failures = new Map<string, string>()
  const failed = (id: string, error: unknown): void => void failures.set(id, String(error).slice(0, 200))
  const watchers = new Watchers(modules, paths.map(captureName), rows, { failed })
  const window = new FlowRecords(1)
  const take = (message: FromShare): void => {
    if (message.what === 'kept') keep(message.sha256, message.body)
    if (message.what !== 'flows') return
    for (let i = 0; i < message.count; i++) {
      window.show(message.records, i * recordWords)
      watchers.flow(window, 0)
    }
  }
  const observer: FlowObserver = { flow: (table, slot) => watchers.flow(table, slot), end: () => {} }
  const wants = { share: { mine: 0, of: threads }, observer, keep, ...(halt !== undefined && { halt }) }
  const first = await readCaptures(paths, modules, wants, what => {
    // What the others have said must not pile up until this thread is done.
    for (const other of others) other.drain(take)
    progress(what)
  })
  const readings = [first, ...(await Promise.all(others.map(other => other.done(take))))] as const
  watchers.end()
  const tally = added(readings.map(r => r.tally) as [Tally, ...Tally[]])
  return {
    rows: joined([...readings.map(r => r.rows), rows.all()]),
    tally: { ...tally, droppedRows: tally.droppedRows + rows.dropped, failures: [...tally.failures, ...failures] },
    gaps: first.gaps,
    refused: first.refused,
  }
}

/** A thread with its share. */
class Other {
  private readonly port: MessagePort
  private readonly worker: Worker
  /** Kept so that an error before anybody waits is not lost. */
  private readonly broken: Promise<never>
  private reading: Reading | undefined

  constructor(task: ShareTask, spawn: Spawn) {
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    this.worker = spawn(task, port2)
    this.broken = new Promise((_, reject) => {
      this.worker.on('error', reject)
      // What it said last may still be on its way.
      this.worker.on('exit', () => setImmediate(() => reject(new Error('a thread ended before it was done'))))
    })
    this.broken.catch(() => {})
  }

  /** Takes what has been said so far, without waiting. */
  drain(take: (message: FromShare) => void): void {
    for (let got = receiveMessageOnPort(this.port); got !== undefined; got = receiveMessageOnPort(this.port)) this.hear(got.message, take)
  }

  /** Takes all until its end. */
  done(take: (message: FromShare) => void): Promise<Reading> {
    this.drain(take)
    const said = new Promise<Reading>(resolve => {
      if (this.reading !== undefined) resolve(this.reading)
      this.port.on('message', (message: FromShare) => {
        this.hear(message, take)
        if (this.reading !== undefined) resolve(this.reading)
      })
    })
    return Promise.race([said, this.broken]).finally(() => this.port.close())
  }

  private hear(message: FromShare, take: (message: FromShare) => void): void {
    if (message.what === 'done') this.reading = message.reading
    else take(message)
  }
}
