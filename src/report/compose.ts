// A case becomes a document: the cover, and every chapter in order.
import type { ReportCase } from '../core/report.ts'
import type { Lang } from '../core/text.ts'
import { chapters } from './chapters/index.ts'
import type { Document } from './document.ts'
import { code, percent, sayer, timeOf } from './say.ts'
import { stateText, verdictOf } from './standing.ts'

/** The same case always gives the same document. */
export function documentOf(report: ReportCase, lang: Lang): Document {
  const say = sayer(lang)
  const { incident, result, id, at, tool } = report
  const verdict = verdictOf(incident.verdict)
  return {
    lang,
    title: say({ zh: '挖矿入侵应急响应报告', en: 'Cryptomining incident report' }),
    verdict: { text: say(verdict.text), tone: verdict.tone },
    cover: [
      [say({ zh: '主机', en: 'Host' }), [code(result.host)]],
      [say({ zh: '事件', en: 'Incident' }), [code(incident.id)]],
      [say({ zh: '案卷', en: 'Case' }), [code(id)]],
      ...(incident.family === undefined ? [] : [[say({ zh: '家族', en: 'Family' }), [code(incident.family)]] as const]),
      [say({ zh: '把握', en: 'Confidence' }), [percent(Math.min(0.99, incident.confidence))]],
      [say({ zh: '现状', en: 'State' }), [say(stateText(report))]],
      [say({ zh: '截至', en: 'As of' }), [timeOf(at)]],
      [say({ zh: '分发', en: 'Sharing' }), [say({ zh: 'TLP:AMBER,按需知悉', en: 'TLP:AMBER, need to know' })]],
    ],
    chapters: chapters.map(({ id: anchor, title, write }) => ({ id: anchor, title: say(title), blocks: write(report, lang) })),
    foot: `${tool} · ${id} · ${timeOf(at)}`,
  }
}
