// The incident as a STIX 2.1 bundle: who was hit, with which malware, by which techniques, indicators to look for, sightings, and what was done.
import type { ReportCase, ReportFormat } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import { techniqueNames } from '../attack-names.ts'
import { countOf, deedsOf } from '../deeds.ts'
import { type Indicator, indicatorsOf } from '../indicators.ts'
import { type Json, jsonText, wellFormed } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { techniquesOf, techniqueUrl } from '../techniques.ts'
import { uuidOf } from '../uuid.ts'

export interface StixObject {
  readonly type: string
  readonly id: string
  readonly [key: string]: Json | undefined
}

export const stix: ReportFormat = {
  id: 'stix',
  extension: 'json',
  summary: { zh: 'STIX 2.1 情报包', en: 'a STIX 2.1 bundle' },
  techniques: [],
  references: ['https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html'],
  render(report, { lang }) {
    const objects = bundleObjects(report, lang)
    return jsonText({ type: 'bundle', id: `bundle--${uuidOf(`bundle ${report.id} ${report.at} ${lang}`)}`, objects })
  },
}

/** What every object of ours has: ids that are the same for the same thing of the same incident. */
export function stixMaker({ incident, at }: ReportCase) {
  const author = `identity--${uuidOf('davylamp')}`
  const idOf = (type: string, name: string): string => `${type}--${uuidOf(`${incident.id} ${incident.host} ${type} ${name}`)}`
  const make = (type: string, name: string, more: { readonly [key: string]: Json | undefined }): StixObject => ({
    type,
    spec_version: '2.1',
    id: idOf(type, name),
    created_by_ref: author,
    created: at,
    modified: at,
    ...more,
  })
  const identity: StixObject = {
    type: 'identity',
    spec_version: '2.1',
    id: author,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'davylamp',
    identity_class: 'system',
  }
  return { author, idOf, make, identity }
}

export function attackPattern(id: string, make: ReturnType<typeof stixMaker>['make']): StixObject {
  const name = techniqueNames[id]
  return make('attack-pattern', id, {
    name: name?.en ?? id,
    external_references: [{ source_name: 'mitre-attack', external_id: id, url: techniqueUrl(id) }],
    ...(name !== undefined && { kill_chain_phases: name.tactics.map(t => ({ kill_chain_name: 'mitre-attack', phase_name: t })) }),
  })
}

function bundleObjects(report: ReportCase, lang: Lang): readonly StixObject[] {
  const say = sayer(lang)
  const { incident, result, trace, at, plan, records } = report
  const { make, identity, idOf } = stixMaker(report)
  const victim = make('identity', `host ${result.host}`, { name: wellFormed(result.host), identity_class: 'system' })
  const confidence = Math.round(Math.min(0.99, incident.confidence) * 100)
  const malware = make('malware', 'miner', {
    name: incident.family ?? 'cryptocurrency miner',
    is_family: incident.family !== undefined,
    malware_types: ['resource-exploitation'],
    confidence,
    ...(trace?.moments.occurrence !== undefined && { first_seen: trace.moments.occurrence.at }),
  })
  const patterns = techniquesOf(report).map(({ id }) => attackPattern(id, make))
  const indicators = indicatorsOf(incident).flatMap(one => indicatorObject(one, report, make) ?? [])
  const relation = (from: StixObject, how: string, to: StixObject): StixObject =>
    make('relationship', `${from.id} ${how} ${to.id}`, { relationship_type: how, source_ref: from.id, target_ref: to.id })
  const sighting = make('sighting', 'miner', {
    sighting_of_ref: malware.id,
    where_sighted_refs: [victim.id],
    first_seen: trace?.moments.occurrence?.at ?? result.startedAt,
    last_seen: result.finishedAt > (trace?.moments.occurrence?.at ?? '') ? result.finishedAt : at,
    count: 1,
  })
  const deeds = deedsOf(plan, records)
  const action =
    deeds.length === 0
      ? []
      : [
          make('course-of-action', 'response', {
            name: say({ zh: '一次可撤销的处置', en: 'One reversible response' }),
            description: say({
              zh: `${deeds.length} 个步骤,完成 ${countOf(deeds, 'done', 'moot')} 个:${deeds.map(d => d.step.title.zh).join(';')}`,
              en: `${countOf(deeds, 'done', 'moot')} of ${deeds.length} steps done: ${deeds.map(d => d.step.title.en).join('; ')}`,
            }),
          }),
        ]
  const first = trace?.candidates[0]
  const note =
    first === undefined
      ? []
      : [
          make('note', 'entry', {
            abstract: say({ zh: '入侵途径', en: 'The way in' }),
            content: trace!.candidates
              .slice(0, 3)
              .map(
                c => `${say(c.title)}: ${Math.round(c.posterior * 100)} % (${Math.round(c.band[0] * 100)}–${Math.round(c.band[1] * 100)})`,
              )
              .join('\n'),
            confidence: Math.round(first.posterior * 100),
            object_refs: [malware.id],
          }),
        ]
  const things = [
    victim,
    malware,
    ...patterns,
    ...indicators,
    ...patterns.map(p => relation(malware, 'uses', p)),
    relation(malware, 'targets', victim),
    ...indicators.map(i => relation(i, 'indicates', malware)),
    sighting,
    ...action,
    ...action.map(a => relation(a, 'mitigates', malware)),
    ...note,
  ]
  const whole: StixObject = make('report', 'report', {
    id: idOf('report', 'report'),
    name: say({ zh: `${result.host} 上的挖矿入侵`, en: `Cryptomining intrusion on ${result.host}` }),
    report_types: ['malware', 'indicator'],
    published: at,
    confidence,
    object_refs: things.map(t => t.id),
  })
  return [identity, ...things, whole]
}

type Make = ReturnType<typeof stixMaker>['make']

/** undefined for what STIX has no words for. */
function indicatorObject(indicator: Indicator, { result, trace, incident }: ReportCase, make: Make): StixObject | undefined {
  const pattern = patternOf(indicator)
  if (pattern === undefined) return undefined
  const best = Math.max(0, ...incident.findings.filter(f => indicator.because.includes(f.id)).map(f => f.confidence))
  return make('indicator', `${indicator.kind} ${indicator.value}`, {
    name: wellFormed(`${indicator.kind} ${indicator.value}`),
    indicator_types: ['malicious-activity'],
    pattern,
    pattern_type: 'stix',
    valid_from: trace?.moments.occurrence?.at ?? result.startedAt,
    confidence: Math.round(Math.min(0.99, best) * 100),
  })
}

function patternOf({ kind, value }: Indicator): string | undefined {
  const text = quoted(value)
  switch (kind) {
    case 'domain':
      return `[domain-name:value = ${text}]`
    case 'ip':
      return `[${value.includes(':') ? 'ipv6-addr' : 'ipv4-addr'}:value = ${text}]`
    case 'url':
      return `[url:value = ${text}]`
    case 'sha256':
      return `[file:hashes.'SHA-256' = ${text}]`
    case 'path': {
      const at = value.lastIndexOf('/')
      return `[file:name = ${quoted(value.slice(at + 1))} AND file:parent_directory_ref.path = ${quoted(value.slice(0, at) || '/')}]`
    }
    case 'user':
      return `[user-account:account_login = ${text}]`
    case 'wallet':
      return `[process:command_line LIKE ${quoted(`%${value}%`)}]`
    case 'ssh-key':
      return undefined
  }
}

/** A string of STIX patterns (9.4): backslash and quote are escaped. */
function quoted(text: string): string {
  return `'${wellFormed(text).replace(/[\\']/g, '\\$&')}'`
}
