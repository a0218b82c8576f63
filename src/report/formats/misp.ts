// The incident as a MISP event: attributes of the right type and category, tagged with ATT&CK and TLP.
import type { ReportFormat } from '../../core/report.ts'
import { techniqueNames } from '../attack-names.ts'
import { type Indicator, indicatorsOf } from '../indicators.ts'
import { jsonText, wellFormed } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { techniquesOf } from '../techniques.ts'
import { uuidOf } from '../uuid.ts'

/** https://www.misp-project.org/datamodels/#types */
const kinds: Readonly<Record<Indicator['kind'], readonly [type: string, category: string, toIds: boolean]>> = {
  domain: ['domain', 'Network activity', true],
  ip: ['ip-dst', 'Network activity', true],
  url: ['url', 'Network activity', true],
  sha256: ['sha256', 'Payload delivery', true],
  path: ['filename', 'Artifacts dropped', false],
  wallet: ['xmr', 'Financial fraud', true],
  'ssh-key': ['ssh-fingerprint', 'Network activity', true],
  user: ['text', 'Other', false],
}

export const misp: ReportFormat = {
  id: 'misp',
  extension: 'json',
  summary: { zh: 'MISP 事件', en: 'a MISP event' },
  techniques: [],
  references: ['https://www.misp-standard.org/rfc/misp-standard-core.html'],
  render(report, { lang }) {
    const say = sayer(lang)
    const { incident, result, at } = report
    const seconds = String(Math.floor(Date.parse(at) / 1000))
    const tags = [
      'tlp:amber',
      'circl:incident-classification="cryptojacking"',
      ...techniquesOf(report).map(({ id }) => `misp-galaxy:mitre-attack-pattern="${techniqueNames[id]?.en ?? id} - ${id}"`),
    ]
    return jsonText({
      Event: {
        uuid: uuidOf(`misp ${incident.id} ${result.host}`),
        info: say({ zh: `${result.host} 上的挖矿入侵(${incident.id})`, en: `Cryptomining intrusion on ${result.host} (${incident.id})` }),
        date: at.slice(0, 10),
        timestamp: seconds,
        published: false,
        // 1 high, 2 medium; analysis 0 initial, 1 ongoing, 2 completed; distribution 0 your organisation only.
        threat_level_id: incident.verdict === 'mining' ? '1' : '2',
        analysis: report.state?.phase === 'clean' ? '2' : '1',
        distribution: '0',
        Tag: tags.map(name => ({ name })),
        Attribute: indicatorsOf(incident).map(i => attributeOf(i, incident.id, seconds)),
      },
    })
  },
}

function attributeOf(indicator: Indicator, incident: string, timestamp: string) {
  const { kind, value, because, path } = indicator
  const [type, category, toIds] = kindOf(indicator)
  return {
    uuid: uuidOf(`misp ${incident} ${kind} ${value}`),
    type,
    category,
    value: wellFormed(value),
    to_ids: toIds,
    distribution: '5',
    timestamp,
    disable_correlation: false,
    comment: wellFormed([path ?? '', ...because].filter(part => part !== '').join(' ')),
  }
}

/** Bitcoin's wallets have a type of their own, Monero's too; others are told as text. */
function kindOf({ kind, value }: Indicator): readonly [string, string, boolean] {
  if (kind !== 'wallet') return kinds[kind]
  if (/^(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[a-z0-9]{20,80})$/.test(value)) return ['btc', 'Financial fraud', true]
  return /^[48][1-9A-HJ-NP-Za-km-z]{94,105}$/.test(value) ? kinds.wallet : ['other', 'Financial fraud', false]
}
