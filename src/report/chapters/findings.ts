// What was found, each with its evidence, the reason, and what speaks against it.
import type { Evidence, Finding } from '../../core/finding.ts'
import { classes, severities } from '../../core/words.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Block, Prose } from '../document.ts'
import { code, heading, list, percent, prose, quiet, type Say, sayer, table } from '../say.ts'
import { techniqueLinks } from '../techniques.ts'

const mostFindings = 120
const mostEvidence = 6

export const findings: ChapterWriter = {
  id: 'findings',
  title: { zh: '发现与证据', en: 'Findings and evidence' },
  write({ incident }, lang) {
    const say = sayer(lang)
    const told = incident.findings.slice(0, mostFindings)
    const left = incident.findings.length - told.length
    return [
      prose(
        say({
          zh: '同一类证据只取最强的一条;至少两类互相独立的证据,或一条确凿证据,才定为挖矿。',
          en: 'Within a class only the strongest counts; it takes two independent classes, or one certain sign, to call it mining.',
        }),
      ),
      strongest(incident.findings, say),
      ...told.flatMap(finding => oneFinding(finding, say)),
      ...(left > 0 ? [prose(quiet(say({ zh: `另有 ${left} 条,见 JSON。`, en: `And ${left} more, in the JSON.` })))] : []),
    ]
  },
}

function strongest(all: readonly Finding[], say: Say): Block {
  const best = new Map<Finding['class'], Finding>()
  for (const f of all) if (f.signal !== 'context' && f.confidence > (best.get(f.class)?.confidence ?? 0)) best.set(f.class, f)
  return table(
    [
      say({ zh: '证据类别', en: 'Class of evidence' }),
      say({ zh: '把握', en: 'Confidence' }),
      say({ zh: '最强的一条', en: 'Strongest finding' }),
    ],
    [2, 1, 6],
    [...best.values()]
      .toSorted((a, b) => b.confidence - a.confidence)
      .map(f => [[say(classes[f.class])], [percent(f.confidence)], [say(f.title)]]),
  )
}

function oneFinding(finding: Finding, say: Say): readonly Block[] {
  const about: Prose = [
    quiet(
      [finding.id, say(severities[finding.severity]), say(classes[finding.class]), percent(finding.confidence), finding.detector].join(
        ' · ',
      ),
    ),
    ...(finding.techniques.length > 0 ? [' ', ...techniqueLinks(finding.techniques, say)] : []),
  ]
  const more = finding.evidence.length - mostEvidence
  return [
    heading(say(finding.title)),
    prose(...about),
    prose(say(finding.why)),
    ...(finding.whyNot === undefined ? [] : [{ kind: 'note', tone: 'plain', text: [say(finding.whyNot)] } satisfies Block]),
    list([...finding.evidence.slice(0, mostEvidence).map(evidenceProse), ...(more > 0 ? [[quiet(`+${more}`)]] : [])]),
  ]
}

function evidenceProse({ locator, excerpt, sha256 }: Evidence): Prose {
  return [
    code(locator, 160),
    ...(excerpt === '' || excerpt === locator ? [] : [' ', code(excerpt)]),
    ...(sha256 === undefined ? [] : [' ', quiet(`sha256 ${sha256}`)]),
  ]
}
