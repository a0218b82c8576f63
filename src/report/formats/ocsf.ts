// Findings as OCSF events, one JSON object a line: an Incident Finding for the whole, a Detection Finding for each.
import type { Finding, Severity } from '../../core/finding.ts'
import type { ReportCase, ReportFormat } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import { tacticNames, techniqueNames } from '../attack-names.ts'
import { type Json, jsonLine } from '../json-lines.ts'
import { artefactsOf } from '../ocsf-evidence.ts'
import { sayer } from '../say.ts'
import { ownName, techniqueUrl } from '../techniques.ts'

const version = '1.6.0'
const severities: Readonly<Record<Severity, readonly [number, string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
}
type Base = { readonly [key: string]: Json | undefined }

export const ocsf: ReportFormat = {
  id: 'ocsf',
  extension: 'jsonl',
  summary: { zh: 'OCSF 事件(JSONL)', en: 'OCSF events (JSONL)' },
  techniques: [],
  references: ['https://schema.ocsf.io/1.6.0/classes/detection_finding', 'https://schema.ocsf.io/1.6.0/classes/incident_finding'],
  render(report, { lang }) {
    return [incidentFinding(report, lang), ...report.incident.findings.map(f => detectionFinding(f, report, lang))].map(jsonLine).join('')
  },
}

function metadata({ tool, incident }: ReportCase, uid: string, lang: Lang): Base {
  const [name = 'davylamp', product = '0'] = tool.split(' ')
  return {
    version,
    uid,
    correlation_uid: incident.id,
    product: { name, vendor_name: 'davylamp', version: product, lang },
  }
}

function detectionFinding(finding: Finding, report: ReportCase, lang: Lang): Base {
  const say = sayer(lang)
  const { result } = report
  const [severity_id, severity] = severities[finding.severity]
  const time = Date.parse(finding.at ?? result.finishedAt)
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200401,
    type_name: 'Detection Finding: Create',
    time,
    severity_id,
    severity,
    status_id: 1,
    status: 'New',
    confidence_score: Math.round(finding.confidence * 100),
    message: say(finding.title),
    metadata: metadata(report, finding.id, lang),
    finding_info: {
      uid: finding.id,
      title: say(finding.title),
      desc: say(finding.why),
      types: [finding.class],
      analytic: { type_id: 1, type: 'Rule', uid: finding.detector, name: finding.detector },
      attacks: finding.techniques.map(attackOf),
    },
    ...artefactsOf(finding, report.incident),
    resources: [{ type: 'Host', name: result.host }],
  }
}

function attackOf(id: string): Json {
  const [parent = id] = id.split('.')
  const tactic = techniqueNames[id]?.tactics[0]
  const called = (one: string): Json => ({ uid: one, name: ownName(one), src_url: techniqueUrl(one) })
  return {
    version: '19',
    technique: called(parent),
    ...(id !== parent && { sub_technique: called(id) }),
    ...(tactic !== undefined && { tactic: { uid: tacticNames[tactic].id, name: tacticNames[tactic].en } }),
  }
}

function incidentFinding(report: ReportCase, lang: Lang): Base {
  const say = sayer(lang)
  const { incident, result, state, at, trace } = report
  const closed = state?.phase === 'clean'
  const first = trace?.candidates[0]
  return {
    activity_id: closed ? 3 : 1,
    activity_name: closed ? 'Close' : 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2005,
    class_name: 'Incident Finding',
    type_uid: closed ? 200503 : 200501,
    type_name: `Incident Finding: ${closed ? 'Close' : 'Create'}`,
    time: Date.parse(at),
    severity_id: incident.verdict === 'mining' ? 5 : 4,
    severity: incident.verdict === 'mining' ? 'Critical' : 'High',
    status_id: closed ? 5 : state === undefined ? 1 : 2,
    status: closed ? 'Closed' : state === undefined ? 'New' : 'In Progress',
    confidence_score: Math.round(Math.min(0.99, incident.confidence) * 100),
    verdict_id: incident.verdict === 'mining' ? 2 : 4,
    verdict: incident.verdict === 'mining' ? 'True Positive' : 'Suspicious',
    message: say({ zh: `${result.host} 上的挖矿入侵`, en: `Cryptomining intrusion on ${result.host}` }),
    // The class has the incident profile in it, and wants to know who has the incident in hand.
    metadata: { ...metadata(report, incident.id, lang), profiles: ['incident'] },
    assignee_group: { name: say({ zh: '主机负责人', en: 'those who run the host' }) },
    start_time: Date.parse(trace?.moments.occurrence?.at ?? result.startedAt),
    end_time: Date.parse(at),
    finding_info_list: incident.findings.map(f => ({ uid: f.id, title: say(f.title) })),
    ...(first !== undefined && {
      desc: `${say({ zh: '入侵途径', en: 'Way in' })}: ${say(first.title)} (${Math.round(first.posterior * 100)} %)`,
    }),
  }
}
