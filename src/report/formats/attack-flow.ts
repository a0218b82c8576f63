// The attack graph as a MITRE Attack Flow 2.0.0 bundle (an extension of STIX 2.1): what stood open, actions in the order in which they led to each other, and what they touched.
import type { ReportCase, ReportFormat } from '../../core/report.ts'
import type { Lang } from '../../core/text.ts'
import type { AttackGraph, GraphEdge, GraphNode } from '../../core/trace.ts'
import { type Tactic, tacticNames, techniqueNames } from '../attack-names.ts'
import { jsonText } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { amber, type StixObject, stixMaker, withoutDoubles } from '../stix-object.ts'
import { observablesOf } from '../stix-observables.ts'
import { uuidOf } from '../uuid.ts'

/** The extension's own definition, as its specification names it. */
const extension = 'extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4'
const extended = { [extension]: { extension_type: 'new-sdo' } } as const
const specification = 'https://center-for-threat-informed-defense.github.io/attack-flow/stix/attack-flow-schema-2.0.0.json'

/** What a step serves, by the column of the graph that it leads to: outside, entry, foothold, persistence, mining, beyond. */
const serves: readonly (readonly Tactic[])[] = [
  ['reconnaissance', 'resource-development'],
  ['initial-access', 'lateral-movement', 'credential-access', 'execution'],
  ['execution', 'command-and-control', 'stealth'],
  ['persistence', 'privilege-escalation', 'stealth', 'defense-impairment'],
  ['execution', 'impact'],
  ['impact', 'lateral-movement', 'command-and-control', 'exfiltration'],
]
/** Observations of a way in that tell what stood open, not what was done. */
const stoodOpen = new Set(['open', 'server'])

export const attackFlow: ReportFormat = {
  id: 'attack-flow',
  extension: 'json',
  summary: { zh: 'MITRE Attack Flow 攻击流程', en: 'a MITRE Attack Flow' },
  techniques: [],
  references: ['https://center-for-threat-informed-defense.github.io/attack-flow/language/'],
  needs: 'trace',
  render(report, { lang }) {
    const { incident, at } = report
    const { identity } = stixMaker(report, lang)
    return jsonText({
      type: 'bundle',
      id: `bundle--${uuidOf(`attack-flow ${incident.id} ${at} ${lang}`)}`,
      objects: withoutDoubles([amber, definition, center, identity, ...flowObjects(report, lang)]),
    })
  },
}

function flowObjects(report: ReportCase, lang: Lang): readonly StixObject[] {
  const say = sayer(lang)
  const { trace, result } = report
  const { make, idOf } = stixMaker(report, lang)
  const graph = trace?.graph ?? { nodes: [], edges: [], pruned: 0 }
  const nodes = new Map(graph.nodes.map(n => [n.id, n]))
  const keyOf = ({ from, to, label, at: when }: GraphEdge): string => `${from} ${label.en} ${to} ${when ?? ''}`
  const actionId = (edge: GraphEdge): string => idOf('attack-action', keyOf(edge))
  const idsOf = (edges: readonly GraphEdge[]): readonly string[] => [...new Set(edges.map(actionId))]
  const into = (node: string): readonly string[] => idsOf(graph.edges.filter(e => e.to === node))
  const outOf = (node: string): readonly string[] => idsOf(graph.edges.filter(e => e.from === node))
  // Where several steps lead to one thing, any of them was enough for what it did then.
  const joins = [...nodes.keys()].filter(node => into(node).length > 1 && outOf(node).length > 0)
  const operators = joins.map(node => make('attack-operator', node, { operator: 'OR', effect_refs: outOf(node), extensions: extended }))
  const effects = (edge: GraphEdge): readonly string[] =>
    (joins.includes(edge.to) ? [idOf('attack-operator', edge.to)] : outOf(edge.to)).filter(id => id !== actionId(edge))
  const actions = graph.edges.map(edge => {
    const [technique, tactic] = servingOf(edge, nodes.get(edge.to))
    const known = technique === undefined ? undefined : techniqueNames[technique]
    const effect_refs = effects(edge)
    return make('attack-action', keyOf(edge), {
      name: say(known ?? edge.label),
      description: `${nodes.get(edge.from)?.label ?? ''} → ${nodes.get(edge.to)?.label ?? ''}: ${say(edge.label)}`,
      ...(technique !== undefined && { technique_id: technique }),
      ...(tactic !== undefined && { tactic_id: tacticNames[tactic].id }),
      ...(edge.at !== undefined && { execution_start: edge.at }),
      confidence: Math.round(sureOf(edge, report) * 100),
      ...(nodes.has(edge.to) && { asset_refs: [idOf('attack-asset', edge.to)] }),
      ...(effect_refs.length > 0 && { effect_refs }),
      extensions: extended,
    })
  })
  const begins = idsOf(graph.edges.filter(e => into(e.from).length === 0))
  // A flow must start somewhere: where nothing is known of the way, with that.
  const starts = begins.length > 0 ? begins : idsOf(graph.edges.slice(0, 1))
  const open = (trace?.candidates[0].weighed ?? []).filter(w => w.kind === 'for' && stoodOpen.has(w.id)).map(w => say(w.text))
  const dark = say({ zh: '没有线索说明入侵经过', en: 'Nothing is known of the way they came' })
  const condition = make('attack-condition', 'door', {
    description: starts.length === 0 ? dark : open.join('; '),
    ...(starts.length > 0 && { on_true_refs: starts }),
    extensions: extended,
  })
  const isTold = starts.length === 0 || open.length > 0
  const flow = make('attack-flow', 'flow', {
    name: say({ zh: `${result.host} 上的挖矿入侵`, en: `Cryptomining intrusion on ${result.host}` }),
    scope: 'incident',
    start_refs: isTold ? [condition.id] : starts,
    extensions: extended,
  })
  return [flow, ...(isTold ? [condition] : []), ...actions, ...operators, ...assetsOf(graph, make)]
}

/** The technique of a step that serves where it leads to, and the tactic it serves there. A step that only inherits the techniques of others has none. */
function servingOf({ techniques }: GraphEdge, to: GraphNode | undefined): readonly [technique?: string, tactic?: Tactic] {
  for (const tactic of serves[to?.rank ?? -1] ?? [])
    for (const id of techniques) if (techniqueNames[id]?.tactics.includes(tactic) === true) return [id, tactic]
  return []
}

/** As sure as the findings that say so, or as the way in. */
function sureOf({ because }: GraphEdge, { incident, trace }: ReportCase): number {
  const found = incident.findings.filter(f => because.includes(f.id)).map(f => f.confidence)
  return Math.min(0.99, found.length > 0 ? Math.max(...found) : (trace?.candidates[0].posterior ?? 0))
}

function assetsOf({ nodes, edges }: AttackGraph, make: ReturnType<typeof stixMaker>['make']): readonly StixObject[] {
  const reached = new Set(edges.map(e => e.to))
  return nodes
    .filter(n => reached.has(n.id))
    .flatMap(({ id, label, kind, entity }) => {
      const things = entity === undefined ? [] : observablesOf(entity)
      const thing = things.at(-1)
      const asset = { name: label || kind, description: kind, ...(thing !== undefined && { object_ref: thing.id }), extensions: extended }
      return [...things, make('attack-asset', id, asset)]
    })
}

/** Both as the Center publishes them (stix/attack-flow-extension-2.0.0.json), so that they are not taken for others of the same id. */
const centerId = 'identity--d673f8cb-c168-42da-8ed4-0cb26725f86c'
const published = '2022-08-02T19:34:35.143Z'
const definition = {
  type: 'extension-definition',
  spec_version: '2.1',
  id: extension,
  created: published,
  modified: published,
  name: 'Attack Flow',
  description: 'Extends STIX 2.1 with features to create Attack Flows.',
  created_by_ref: centerId,
  schema: specification,
  version: '2.0.0',
  extension_types: ['new-sdo'],
  external_references: [
    { source_name: 'Documentation', description: 'Documentation for Attack Flow', url: 'https://ctid.mitre.org/attack-flow' },
    {
      source_name: 'GitHub',
      description: 'Source code repository for Attack Flow',
      url: 'https://github.com/center-for-threat-informed-defense/attack-flow',
    },
  ],
} as const
const center = {
  type: 'identity',
  spec_version: '2.1',
  id: centerId,
  created_by_ref: centerId,
  created: published,
  modified: published,
  name: 'MITRE Center for Threat-Informed Defense',
  identity_class: 'organization',
} as const
