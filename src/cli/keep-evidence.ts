// Evidence that a response would change or end: metadata of files before the first step, processes while they stand still.
import { isGap } from '../core/gap.ts'
import type { HostView } from '../core/host.ts'
import type { Step } from '../core/plan.ts'
import type { Lang } from '../core/text.ts'
import type { OpenCase } from '../store/cases.ts'
import { keepMetadata } from '../store/file-evidence.ts'
import { keepProcesses } from '../store/process-evidence.ts'
import { tell } from './carry-out.ts'
import { sayer } from './language.ts'

/** Of every file that the plan names. Throws a JournalError when the evidence cannot be kept. */
export function keepFileEvidence({ evidence, plan }: OpenCase, { files }: HostView): void {
  // An interrupted run has kept it already; what it changed since is no evidence.
  if (evidence.records.some(r => r.what === 'file metadata')) return
  const paths = plan.steps.flatMap(({ detail }) => (typeof detail['path'] === 'string' ? [detail['path']] : []))
  for (const _ of keepMetadata(evidence, files, paths));
}

/** Of every process that the step froze. Throws a JournalError when the evidence cannot be kept. */
export function keepEvidence(open: OpenCase, host: HostView, { id, detail }: Step, lang: Lang): void {
  const { pids, startTicks } = detail
  if (!Array.isArray(pids) || !Array.isArray(startTicks)) return
  const subjects = pids.map((pid, i) => ({ pid: Number(pid), startTicks: Number(startTicks[i]) }))
  const kept = [...keepProcesses(open.evidence, host, subjects, `read through /proc while frozen by step ${id}`)]
  const items = kept.filter(k => !isGap(k)).length
  const missed = kept.length - items
  const [n, at] = [subjects.length, `${open.folder}/evidence`]
  tell(
    `${sayer(lang)({
      zh: `  已保全 ${n} 个进程的证据(${items} 项${missed > 0 ? `,另有 ${missed} 项未能取得,原因见清单` : ''}):${at}`,
      en: `  evidence of ${n} ${n === 1 ? 'process' : 'processes'} kept (${items} items${missed > 0 ? `; ${missed} could not be had, the manifest says why` : ''}): ${at}`,
    })}\n`,
  )
}
