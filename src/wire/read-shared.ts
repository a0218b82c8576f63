// Several threads read the same captures, each follows its share of the flows; the shapes of flows come together again for the watchers.
import type { Worker } from 'node:worker_threads'
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
}

type FromShare =
  | { readonly what: 'flows'; readonly records: Int32Array; readonly count: number }
  | { readonly what: 'kept'; readonly sha256: string; readonly body: Uint8Array }
  | { readonly what: 'progress'; readonly text: string }
  | { readonly what: 'done'; readonly reading: Reading }

/** Flows in one message. */
const batch = 512

/** In a thread: reads its share and tells the parent by `post`. */
export async function readShare({ paths, share }: ShareTask, modules: WireModules, post: (message: FromShare) => void): Promise<void> {
  let records = new Int32Array(batch * recordWords)
  let count = 0
  const flush = (): void => {
    if (count > 0) post({ what: 'flows', records, count })
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
  const reading = await readCaptures(paths, modules, { share, observer, keep }, text => post({ what: 'progress', text }))
  post({ what: 'done', reading })
}

/** `spawn` starts a thread that calls `readShare` with the task. */
export async function readShared(
  paths: readonly string[],
  threads: number,
  spawn: (task: ShareTask) => Worker,
  modules: WireModules,
  { keep = () => {} }: Pick<WireOptions, 'keep'>,
  progress: (what: string) => void,
): Promise<Reading> {
  const rows = new Rows()
  const failures = new Map<string, string>()
  const failed = (id: string, error: unknown): void => void failures.set(id, String(error).slice(0, 200))
  const watchers = new Watchers(modules, paths.map(captureName), rows, { failed })
  const window = new FlowRecords(1)
  const one = (mine: number): Promise<Reading> =>
    new Promise((resolve, reject) => {
      const worker = spawn({ paths, share: { mine, of: threads } })
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('a thread ended before it was done')))
      worker.on('message', (message: FromShare) => {
        if (message.what === 'done') resolve(message.reading)
        else if (message.what === 'kept') keep(message.sha256, message.body)
        else if (message.what === 'progress' && mine === 0) progress(message.text)
        else if (message.what === 'flows')
          for (let i = 0; i < message.count; i++) {
            window.show(message.records, i * recordWords)
            watchers.flow(window, 0)
          }
      })
    })
  const readings = await Promise.all(Array.from({ length: threads }, (_, mine) => one(mine)))
  watchers.end()
  const [first] = readings
  if (first === undefined) throw new RangeError('no threads')
  const tally = added(readings.map(r => r.tally) as [Tally, ...Tally[]])
  return {
    rows: joined([...readings.map(r => r.rows), rows.all()]),
    tally: { ...tally, droppedRows: tally.droppedRows + rows.dropped, failures: [...tally.failures, ...failures] },
    gaps: first.gaps,
    refused: first.refused,
  }
}
