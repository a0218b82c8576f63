// The incident as a STIX 2.1 bundle: who was hit, with which malware, by which techniques, indicators to look for, sightings, and what was done.
import { kindOf, nameOf } from '../../core/entity.ts'
import type { ReportCase, ReportFormat } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import { techniqueNames } from '../attack-names.ts'
import { countOf, deedsOf } from '../deeds.ts'
import { accuses, digestsOf, type Indicator, indicatorsOf } from '../indicators.ts'
import { jsonText, wellFormed } from '../json-lines.ts'
import { type Say, sayer } from '../say.ts'
import { amber, type StixObject, stixMaker, withoutDoubles } from '../stix-object.ts'
import { fileObjects, observablesOf, processObjects } from '../stix-observables.ts'
import { ownName, techniquesOf, techniqueUrl } from '../techniques.ts'
import { uuidOf } from '../uuid.ts'

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

function attackPattern(id: string, make: Make): StixObject {
  const name = techniqueNames[id]
  return make('attack-pattern', id, {
    name: ownName(id),
    external_references: [{ source_name: 'mitre-attack', external_id: id, url: techniqueUrl(id) }],
    ...(name !== undefined && { kill_chain_phases: name.tactics.map(t => ({ kill_chain_name: 'mitre-attack', phase_name: t })) }),
  })
}

function bundleObjects(report: ReportCase, lang: Lang): readonly StixObject[] {
  const say = sayer(lang)
  const { incident, result, trace, at } = report
  const { make, identity } = stixMaker(report, lang)
  const victim = make('identity', `host ${result.host}`, { name: result.host, identity_class: 'system' })
  const confidence = Math.round(Math.min(0.99, incident.confidence) * 100)
  const seen = seenThings(report)
  const samples = seen.filter(one => one.type === 'file' && one['hashes'] !== undefined)
  const malware = make('malware', 'miner', {
    name: incident.family ?? 'cryptocurrency miner',
    is_family: incident.family !== undefined,
    malware_types: ['resource-exploitation'],
    confidence,
    ...(trace?.moments.occurrence !== undefined && { first_seen: trace.moments.occurrence.at }),
    ...(samples.length > 0 && { sample_refs: samples.map(one => one.id) }),
  })
  const patterns = techniquesOf(report).map(({ id }) => attackPattern(id, make))
  const indicators = indicatorsOf(report).flatMap(one => indicatorObject(one, report, make) ?? [])
  const relation = (from: StixObject, how: string, to: StixObject): StixObject =>
    make('relationship', `${from.id} ${how} ${to.id}`, { relationship_type: how, source_ref: from.id, target_ref: to.id })
  const observed = observation(seen, report, make)
  const begun = trace?.moments.occurrence?.at ?? result.startedAt
  const sighting = make('sighting', 'miner', {
    sighting_of_ref: malware.id,
    where_sighted_refs: [victim.id],
    ...(observed.length > 0 && { observed_data_refs: observed.map(one => one.id) }),
    first_seen: begun,
    last_seen: [begun, result.finishedAt].toSorted().at(-1),
    count: 1,
  })
  const action = courseOfAction(report, say, make)
  const things = withoutDoubles([
    victim,
    malware,
    ...patterns,
    ...indicators,
    ...seen,
    ...observed,
    ...patterns.map(p => relation(malware, 'uses', p)),
    relation(malware, 'targets', victim),
    ...indicators.map(i => relation(i, 'indicates', malware)),
    ...indicators.flatMap(i => observed.map(o => relation(i, 'based-on', o))),
    sighting,
    ...action,
    ...action.map(a => relation(a, 'mitigates', malware)),
    ...noteOfEntry(report, malware, say, make),
  ])
  const whole = make('report', 'report', {
    name: say({ zh: `${result.host} 上的挖矿入侵`, en: `Cryptomining intrusion on ${result.host}` }),
    report_types: ['malware', 'indicator'],
    published: at,
    confidence,
    object_refs: things.map(t => t.id),
  })
  return [amber, identity, ...things, whole]
}

/** The processes, files, names, addresses and connections that the findings accuse; a file with its digest where one is known. */
function seenThings(report: ReportCase): readonly StixObject[] {
  const { incident } = report
  const digests = digestsOf(report)
  const about = incident.findings.filter(accuses).flatMap(f => f.about)
  const paths = new Set([...digests.keys(), ...about.filter(id => kindOf(id) === 'file').map(nameOf)])
  return withoutDoubles([
    ...[...paths].flatMap(path => fileObjects(path, digests.get(path))),
    ...(incident.origins?.processes ?? []).flatMap(one => processObjects(one, digests.get(one.exe))),
    ...about.filter(id => kindOf(id) !== 'file').flatMap(observablesOf),
  ])
}

function observation(seen: readonly StixObject[], { result }: ReportCase, make: Make): readonly StixObject[] {
  if (seen.length === 0) return []
  const times = { first_observed: result.startedAt, last_observed: [result.startedAt, result.finishedAt].toSorted().at(-1) }
  return [make('observed-data', 'scan', { ...times, number_observed: 1, object_refs: seen.map(one => one.id) })]
}

function courseOfAction({ plan, records }: ReportCase, say: Say, make: Make): readonly StixObject[] {
  const deeds = deedsOf(plan, records)
  if (deeds.length === 0) return []
  const done = countOf(deeds, 'done', 'moot')
  return [
    make('course-of-action', 'response', {
      name: say({ zh: '一次可撤销的处置', en: 'One reversible response' }),
      description: say({
        zh: `${deeds.length} 个步骤,完成 ${done} 个:${deeds.map(d => d.step.title.zh).join(';')}`,
        en: `${done} of ${deeds.length} steps done: ${deeds.map(d => d.step.title.en).join('; ')}`,
      }),
    }),
  ]
}

function noteOfEntry({ trace }: ReportCase, about: StixObject, say: Say, make: Make): readonly StixObject[] {
  if (trace === undefined) return []
  const percent = (share: number): number => Math.round(share * 100)
  const lines = trace.candidates
    .slice(0, 3)
    .map(({ title, posterior, band: [low, high] }) => `${say(title)}: ${percent(posterior)} % (${percent(low)}–${percent(high)})`)
  return [
    make('note', 'entry', {
      abstract: say({ zh: '入侵途径', en: 'The way in' }),
      content: lines.join('\n'),
      confidence: percent(trace.candidates[0].posterior),
      object_refs: [about.id],
    }),
  ]
}

type Make = ReturnType<typeof stixMaker>['make']

/** undefined for what STIX has no words for. */
function indicatorObject(indicator: Indicator, { result, trace, incident }: ReportCase, make: Make): StixObject | undefined {
  const pattern = patternOf(indicator)
  if (pattern === undefined) return undefined
  const best = Math.max(0, ...incident.findings.filter(f => indicator.because.includes(f.id)).map(f => f.confidence))
  return make('indicator', `${indicator.kind} ${indicator.value}`, {
    name: `${indicator.kind} ${indicator.value}`,
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
