// The attack graph as a MITRE Attack Flow 2.0.0 bundle (an extension of STIX 2.1): actions in the order in which they led to each other, and what they touched.
import type { ReportFormat } from '../../core/report.ts'
import type { GraphEdge } from '../../core/trace.ts'
import { tacticNames, techniqueNames } from '../attack-names.ts'
import { jsonText } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { amber, stixMaker, withoutDoubles } from '../stix-object.ts'
import { observablesOf } from '../stix-observables.ts'
import { uuidOf } from '../uuid.ts'

/** The extension's own definition, as its specification names it. */
const extension = 'extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4'
const extended = { [extension]: { extension_type: 'new-sdo' } } as const
const specification = 'https://center-for-threat-informed-defense.github.io/attack-flow/stix/attack-flow-schema-2.0.0.json'

export const attackFlow: ReportFormat = {
  id: 'attack-flow',
  extension: 'json',
  summary: { zh: 'MITRE Attack Flow 攻击流程', en: 'a MITRE Attack Flow' },
  techniques: [],
  references: ['https://center-for-threat-informed-defense.github.io/attack-flow/language/'],
  needs: 'trace',
  render(report, { lang }) {
    const say = sayer(lang)
    const { trace, incident, result, at } = report
    const { make, identity, idOf } = stixMaker(report)
    const graph = trace?.graph ?? { nodes: [], edges: [], pruned: 0 }
    const names = new Map(graph.nodes.map(n => [n.id, n.label]))
    const keyOf = ({ from, to, label, at: when }: GraphEdge): string => `${from} ${label.en} ${to} ${when ?? ''}`
    const actionId = (edge: GraphEdge): string => idOf('attack-action', keyOf(edge))
    const actions = graph.edges.map(edge => {
      // Mining is what it was all for; how it was done says more of a step.
      const technique = edge.techniques.find(id => !id.startsWith('T1496')) ?? edge.techniques[0]
      const known = technique === undefined ? undefined : techniqueNames[technique]
      const tactic = known?.tactics[0]
      const follow = new Set(graph.edges.filter(next => next.from === edge.to && next !== edge).map(actionId))
      return make('attack-action', keyOf(edge), {
        name: say(known ?? edge.label),
        description: `${names.get(edge.from) ?? ''} → ${names.get(edge.to) ?? ''}: ${say(edge.label)}`,
        ...(technique !== undefined && { technique_id: technique }),
        ...(tactic !== undefined && { tactic_id: tacticNames[tactic].id }),
        ...(edge.at !== undefined && { execution_start: edge.at }),
        confidence: Math.round((trace?.candidates[0].posterior ?? 0) * 100),
        ...(names.has(edge.to) && { asset_refs: [idOf('attack-asset', edge.to)] }),
        ...(follow.size > 0 && { effect_refs: [...follow] }),
        extensions: extended,
      })
    })
    const reached = new Set(graph.edges.map(e => e.to))
    const assets = graph.nodes
      .filter(n => reached.has(n.id))
      .flatMap(({ id, label, kind, entity }) => {
        const things = entity === undefined ? [] : observablesOf(entity)
        const thing = things.at(-1)
        const asset = { name: label || kind, description: kind, ...(thing !== undefined && { object_ref: thing.id }), extensions: extended }
        return [...things, make('attack-asset', id, asset)]
      })
    const starts = new Set(graph.edges.filter(e => !reached.has(e.from)).map(actionId))
    // A flow must start somewhere: where nothing is known of the way, with that.
    const dark = make('attack-condition', 'unknown', {
      description: say({ zh: '没有线索说明入侵经过', en: 'Nothing is known of the way they came' }),
      extensions: extended,
    })
    const first = actions[0] ?? dark
    const flow = make('attack-flow', 'flow', {
      name: say({ zh: `${result.host} 上的挖矿入侵`, en: `Cryptomining intrusion on ${result.host}` }),
      scope: 'incident',
      start_refs: starts.size > 0 ? [...starts] : [first.id],
      extensions: extended,
    })
    const definition = {
      type: 'extension-definition',
      spec_version: '2.1',
      id: extension,
      created: '2022-08-02T19:34:35.143Z',
      modified: '2022-08-02T19:34:35.143Z',
      name: 'Attack Flow',
      description: 'Extends STIX 2.1 with features to create Attack Flows.',
      created_by_ref: 'identity--fb9c968a-745b-4ade-9b25-c324172197f4',
      schema: specification,
      version: '2.0.0',
      extension_types: ['new-sdo'],
    } as const
    const center = {
      type: 'identity',
      spec_version: '2.1',
      id: 'identity--fb9c968a-745b-4ade-9b25-c324172197f4',
      created: '2022-08-02T19:34:35.143Z',
      modified: '2022-08-02T19:34:35.143Z',
      name: 'MITRE Engenuity Center for Threat-Informed Defense',
      identity_class: 'organization',
    } as const
    return jsonText({
      type: 'bundle',
      id: `bundle--${uuidOf(`attack-flow ${incident.id} ${at} ${lang}`)}`,
      objects: withoutDoubles([amber, definition, center, identity, flow, first, ...actions, ...assets]),
    })
  },
}
