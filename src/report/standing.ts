// How an incident is called in a report, and how far its case has come: what was found is not what is there now.
import { caseStateText } from '../core/case-state.ts'
import type { IncidentVerdict } from '../core/incident.ts'
import type { ReportCase } from '../core/report.ts'
import type { Text } from '../core/text.ts'
import type { Tone } from './document.ts'

interface Verdict {
  readonly text: Text
  readonly tone: Tone
}

const verdicts: Readonly<Record<IncidentVerdict, Verdict>> = {
  mining: { text: { zh: '确认遭挖矿入侵', en: 'Cryptomining confirmed' }, tone: 'bad' },
  suspicious: { text: { zh: '可疑,尚未证实', en: 'Suspicious, not proven' }, tone: 'warning' },
  authorised: { text: { zh: '已授权的挖矿', en: 'Authorised mining' }, tone: 'plain' },
  benign: { text: { zh: '无害', en: 'Benign' }, tone: 'good' },
}

/** Said of the incident, not of this moment: a report is read when the miner is long gone. */
export function verdictOf(verdict: IncidentVerdict): Verdict {
  return verdicts[verdict]
}

export function stateText({ state }: Pick<ReportCase, 'state'>): Text {
  return state === undefined ? { zh: '尚未处置', en: 'not answered yet' } : caseStateText(state)
}
