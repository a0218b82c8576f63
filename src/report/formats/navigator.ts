// A layer for MITRE's ATT&CK Navigator: the techniques of the incident, each with what says so.
import type { ReportFormat } from '../../core/report.ts'
import { tactics, techniqueNames } from '../attack-names.ts'
import { jsonText } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { techniquesOf } from '../techniques.ts'

export const navigator: ReportFormat = {
  id: 'navigator',
  extension: 'json',
  summary: { zh: 'ATT&CK Navigator 图层', en: 'a layer for the ATT&CK Navigator' },
  techniques: [],
  references: ['https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md'],
  render(report, { lang }) {
    const say = sayer(lang)
    const { incident, result, id, tool } = report
    const confidence = new Map(incident.findings.map(f => [f.id, f.confidence]))
    return jsonText({
      name: `${id} ${result.host}`,
      versions: { attack: '19', navigator: '5.2.0', layer: '4.5' },
      domain: 'enterprise-attack',
      description: say({ zh: `${tool} 于 ${result.host} 发现的挖矿事件`, en: `Cryptomining incident on ${result.host}, by ${tool}` }),
      sorting: 3,
      // Sub-techniques lie folded below techniques that may have no score of their own.
      layout: { layout: 'side', expandedSubtechniques: 'annotated' },
      hideDisabled: false,
      techniques: techniquesOf(report).flatMap(({ id: technique, because }) => {
        const score = Math.round(Math.max(0.5, ...because.map(one => confidence.get(one) ?? 0)) * 100)
        // What the matrix of this version does not have, the Navigator cannot paint.
        const used = techniqueNames[technique]?.tactics ?? []
        const entry = { techniqueID: technique, score, comment: because.join(' '), enabled: true }
        return tactics.filter(t => used.includes(t)).map(tactic => ({ ...entry, tactic }))
      }),
      gradient: { colors: ['#fff4dd', '#c77700'], minValue: 0, maxValue: 100 },
      legendItems: [],
      metadata: [{ name: 'incident', value: incident.id }],
      showTacticRowBackground: false,
      selectTechniquesAcrossTactics: false,
      selectSubtechniquesWithParent: false,
    })
  },
}
