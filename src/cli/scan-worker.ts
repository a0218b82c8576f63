// The thread that scans: it may be left behind when the kernel never answers one of its questions.
import { parentPort, workerData } from 'node:worker_threads'
import { Board } from '../host/watched.ts'
import { runScan } from './run-scan.ts'
import type { FromWorker, ToWorker } from './supervise.ts'
import { UserError } from './user-error.ts'

const { request, memory, avoided } = workerData as ToWorker
const tell = (message: FromWorker): void => parentPort?.postMessage(message)

try {
  const { result, facts, host } = runScan(request, what => tell({ what: 'progress', text: what }), { board: new Board(memory), avoided })
  tell({ what: 'done', result, origin: host.origin, ...(request.withFacts === true && { facts }) })
} catch (error) {
  if (!(error instanceof UserError)) throw error
  tell({ what: 'refused', sentence: error.message })
}
