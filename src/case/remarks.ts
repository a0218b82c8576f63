// What somebody wrote into a capture about the packets that a finding rests on stands beside its evidence.
import type { EntityId } from '../core/entity.ts'
import type { Remark } from '../core/facts/wire.ts'
import { evidence, type Finding } from '../core/finding.ts'

/** Of one finding. */
const mostShown = 3

/** The findings, with remarks on their conversations and frames added to what they show. */
export function withRemarks(findings: readonly Finding[], remarks: readonly Remark[]): readonly Finding[] {
  if (remarks.length === 0) return findings
  const byConversation = Map.groupBy(remarks, ({ conversation }) => conversation)
  const byFrame = Map.groupBy(remarks, ({ frame }) => frame)
  return findings.map(finding => {
    const about = finding.about.flatMap(id => byConversation.get(id as EntityId<'connection'>) ?? [])
    const at = finding.evidence.flatMap(({ source, locator }) => (source === 'wire' ? (byFrame.get(locator) ?? []) : []))
    const [...shown] = new Set([...at, ...about])
    if (shown.length === 0) return finding
    const lines = shown.slice(0, mostShown).map(({ frame, text }) => evidence('capture', frame, `comment: ${text}`))
    return { ...finding, evidence: [...finding.evidence, ...lines] }
  })
}

/** What was written about captures as such. */
export function onCaptures(remarks: readonly Remark[]): readonly string[] {
  return [
    ...new Set(
      remarks
        .filter(({ frame, conversation }) => conversation === undefined && !/#\d+$/.test(frame))
        .map(({ frame, text }) => `${frame}: ${text}`),
    ),
  ]
}
