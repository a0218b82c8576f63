// The thread that scans: it may be left behind when the kernel never answers one of its questions.
import { parentPort, workerData } from 'node:worker_threads'
import { Board } from '../host/watched.ts'
import { runScan } from './run-scan.ts'
import type { FromWorker, ToWorker } from './supervise.ts'
import { UserError } from './user-error.ts'

const { request, memory, avoided } = workerData as ToWorker
const tell = (message: FromWorker): void => parentPort?.postMessage(message)

try {
  const progress = (text: string): void => tell({ what: 'progress', text })
  const { capture = [] } = request
  const wire = capture.length === 0 ? undefined : await (await import('./see-captures.ts')).seeCaptures(capture, request.state, progress)
  const { result, facts, host } = runScan(request, progress, { board: new Board(memory), avoided }, wire)
  tell({ what: 'done', result, origin: host.origin, ...(request.withFacts === true && { facts }) })
} catch (error) {
  if (!(error instanceof UserError)) throw error
  tell({ what: 'refused', sentence: error.message })
}
