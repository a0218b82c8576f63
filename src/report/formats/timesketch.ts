// Events for Timesketch, one JSON object a line: message, datetime, timestamp and what the timestamp means.
import type { ReportFormat } from '../../core/report.ts'
import { type Json, jsonLine } from '../json-lines.ts'
import { sayer } from '../say.ts'

export const timesketch: ReportFormat = {
  id: 'timesketch',
  extension: 'jsonl',
  summary: { zh: 'Timesketch 时间线(JSONL)', en: 'a timeline for Timesketch (JSONL)' },
  techniques: [],
  references: ['https://timesketch.org/guides/user/import-from-json-csv/'],
  render({ incident, result, trace, records, plan }, { lang }) {
    const say = sayer(lang)
    const steps = new Map(plan?.steps.map(step => [step.id, step]))
    const line = (at: string, message: string, meaning: string, more: { readonly [key: string]: Json | undefined } = {}): string =>
      jsonLine({
        message,
        datetime: at.replace('Z', '+00:00'),
        timestamp: Date.parse(at) * 1000,
        timestamp_desc: meaning,
        hostname: result.host,
        incident: incident.id,
        ...more,
      })
    const events = (trace?.timeline ?? []).map(e => [
      e.at,
      line(e.at, e.excerpt || e.verb, `${e.verb} (${e.source})`, {
        source_locator: e.locator,
        spread_seconds: e.spread,
        clock: e.clock,
        trust: e.trust,
        count: e.count,
        user: e.user,
        src_ip: e.address,
        tag: [`davylamp:${e.verb}`],
      }),
    ])
    const things = incident.timeline.map(t => [t.at, line(t.at, say(t.what), 'file or process', { entity: t.entity })])
    const deeds = records
      .filter(r => r.event !== 'intent')
      .map(r => [
        r.at,
        line(r.at, `${r.step} ${say(steps.get(r.step)?.title ?? { zh: r.action, en: r.action })}: ${r.event}`, 'response', {
          tag: ['davylamp:response'],
        }),
      ])
    return [...events, ...things, ...deeds]
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([, text]) => text)
      .join('')
  },
}
