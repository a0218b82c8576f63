// Findings as SARIF 2.1.0: for the dashboards and review tools that read results of analyses.
import type { Finding, Severity } from '../../core/finding.ts'
import type { ReportCase, ReportFormat } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import { jsonText, wellFormed } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { techniqueUrl } from '../techniques.ts'

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

export const sarif: ReportFormat = {
  id: 'sarif',
  extension: 'sarif',
  summary: { zh: 'SARIF 2.1.0 检测结果', en: 'findings as SARIF 2.1.0' },
  techniques: [],
  references: ['https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html'],
  render: (report, { lang }) => jsonText(logOf(report, lang)),
}

/** The log as a value, for whoever holds it against the types of the standard. */
export function logOf({ incident, result, tool }: ReportCase, lang: Lang) {
  const say = sayer(lang)
  const [name = 'davylamp', version = '0'] = tool.split(' ')
  const rules = [...new Map(incident.findings.map(f => [f.detector, f])).values()]
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: {
          driver: {
            name,
            version,
            rules: rules.map(f => ({
              id: f.detector,
              shortDescription: { text: plain(say(f.title)) },
              fullDescription: { text: plain(say(f.why)) },
              ...(f.techniques[0] !== undefined && { helpUri: techniqueUrl(f.techniques[0]) }),
              properties: { tags: [...new Set(['security', ...f.techniques])] },
            })),
          },
        },
        invocations: [{ executionSuccessful: true, startTimeUtc: result.startedAt, endTimeUtc: result.finishedAt }],
        originalUriBaseIds: { HOST: { uri: 'file:///' } },
        results: incident.findings.map(f => ({
          ruleId: f.detector,
          ruleIndex: rules.findIndex(r => r.detector === f.detector),
          level: levels[f.severity],
          rank: Math.round(f.confidence * 100),
          message: { text: plain(say({ zh: `${f.title.zh}。${f.why.zh}`, en: `${f.title.en}. ${f.why.en}` })) },
          ...placesOf(f),
          partialFingerprints: { 'davylampFinding/v1': f.id },
          properties: { class: f.class, signal: f.signal, host: result.host, incident: incident.id },
        })),
        // What names no language is taken for English (§3.14.7).
        language: lang,
        columnKind: 'utf16CodeUnits' as const,
      },
    ],
  }
}

/** One place, and others that say the same: more than one in `locations` would mean that all must be changed together (§3.27.12). */
function placesOf({ evidence }: Finding) {
  const [first, ...others] = new Map(
    evidence.slice(0, 10).map(e => [JSON.stringify(placeOf(e)), { physicalLocation: placeOf(e) }]),
  ).values()
  return { ...(first !== undefined && { locations: [first] }), ...(others.length > 0 && { relatedLocations: others }) }
}

/** Names from the host are no placeholders and no links (§3.11.5, §3.11.6). */
function plain(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&').replaceAll('](', '] (')
}

function placeOf({ locator, excerpt }: Finding['evidence'][number]) {
  const [, path = locator, line] = /^(.*?)(?::(\d{1,9}))?$/s.exec(locator) ?? []
  return {
    artifactLocation: { uri: uriOf(path), uriBaseId: 'HOST' },
    ...(line !== undefined && Number(line) > 0 && { region: { startLine: Number(line), snippet: { text: excerpt } } }),
  }
}

/** Relative to the root of the host: each part is escaped whole, or a colon in it would make a scheme of it. */
function uriOf(path: string): string {
  return wellFormed(path).replace(/^\/+/, '').split('/').map(encodeURIComponent).join('/')
}
