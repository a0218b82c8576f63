// Evidence of processes that stand still: what only memory holds is kept before they are ended.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Step } from '../core/plan.ts'
import type { Lang } from '../core/text.ts'
import type { OpenCase } from '../store/cases.ts'
import { keepProcess } from '../store/process-evidence.ts'
import { tell } from './carry-out.ts'
import { sayer } from './language.ts'

/** Of every process that the step froze. Throws a JournalError when the evidence cannot be kept. */
export function keepEvidence(open: OpenCase, host: HostView, { detail }: Step, lang: Lang): void {
  const { pids, startTicks } = detail
  if (!Array.isArray(pids) || !Array.isArray(startTicks)) return
  const kept = pids.flatMap((pid, i) => [...keepProcess(open.evidence, host.files, Number(pid), Number(startTicks[i]))])
  const items = kept.filter(k => !isGap(k)).length
  tell(
    `${sayer(lang)({ zh: `  已保全 ${pids.length} 个进程的证据(${items} 项):${open.folder}/evidence`, en: `  evidence of ${pids.length} processes kept (${items} items): ${open.folder}/evidence` })}\n`,
  )
}
