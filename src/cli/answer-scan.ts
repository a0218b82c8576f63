// Answers one request for a scan that came from the process that started this one, and ends.
import type { FromProcess } from './fresh-process.ts'
import type { ScanRequest } from './run-scan.ts'
import { leave, superviseScan } from './supervise.ts'
import { UserError } from './user-error.ts'

export function answerScan(): void {
  const tell = (message: FromProcess, then: () => void = () => {}): void => void process.send?.(message, then)
  process.once('message', (request: ScanRequest) => {
    superviseScan(request, text => tell({ what: 'progress', text })).then(
      // A thread that is stuck in the kernel stays behind with this process, not with the one that waits.
      supervised => tell({ what: 'done', supervised: { ...supervised, stuck: false } }, () => leave(0)),
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error
        tell({ what: 'refused', sentence: error.message }, () => leave(2))
      },
    )
  })
}
