// Only processes that were seen, each by pid and start time: a pid alone may be somebody else by now.
import { type Guard, idsOf } from './guard.ts'

export const knownProcess: Guard = {
  id: 'known-process',
  summary: { zh: '只处理扫描中见过、身份明确的进程', en: 'only processes that the scan saw, known by pid and start time' },
  refuse(step, { processes }) {
    const known = new Set<string>(processes.map(p => p.id))
    const wanted = idsOf(step)
    const freezesNobody = step.action === 'freeze-processes' && wanted.length === 0
    const stranger = wanted.find(id => !known.has(id))
    if (stranger === undefined && !freezesNobody) return undefined
    return {
      zh: `扫描中没有见过 ${stranger ?? '任何要冻结的进程'},pid 可能已属于别的进程。`,
      en: `The scan saw no ${stranger ?? 'process to freeze'}; the pid may be another process by now.`,
    }
  },
}
