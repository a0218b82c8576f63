// The incident as a MISP event: attributes of the right type and category, tagged with ATT&CK and TLP.
import type { ReportFormat } from '../../core/report.ts'
import { digestsOf, type Indicator, indicatorsOf, isDomainName } from '../indicators.ts'
import { jsonText } from '../json-lines.ts'
import { sayer } from '../say.ts'
import { ownName, techniquesOf } from '../techniques.ts'
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
    const indicators = indicatorsOf(report)
    const digests = digestsOf(report)
    const files = [...digests].flatMap(([path, digest]) => {
      const known = indicators.find(i => i.kind === 'sha256' && i.value === digest)
      return known === undefined || path === '' ? [] : [{ ...known, path }]
    })
    const inFiles = (i: Indicator): boolean => files.some(f => f.value === i.value || (i.kind === 'path' && f.path === i.value))
    const tags = [
      'tlp:amber',
      'circl:incident-classification="cryptojacking"',
      ...techniquesOf(report).map(({ id }) => `misp-galaxy:mitre-attack-pattern="${ownName(id)} - ${id}"`),
    ]
    return jsonText({
      Event: {
        uuid: uuidOf(`misp ${incident.id} ${result.host}`),
        info: say({ zh: `${result.host} 上的挖矿入侵(${incident.id})`, en: `Cryptomining intrusion on ${result.host} (${incident.id})` }),
        date: at.slice(0, 10),
        timestamp: seconds,
        published: false,
        publish_timestamp: '0',
        // 1 high, 2 medium; analysis 0 initial, 1 ongoing, 2 completed; distribution 0 your organisation only.
        threat_level_id: incident.verdict === 'mining' ? '1' : '2',
        analysis: report.state?.phase === 'clean' ? '2' : '1',
        distribution: '0',
        Tag: tags.map(name => ({ name })),
        Attribute: indicators.filter(i => !inFiles(i)).map(i => attributeOf(i, incident.id, seconds)),
        Object: files.map(f => fileObject(f, incident.id, seconds)),
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
    value,
    to_ids: toIds,
    distribution: '5',
    timestamp,
    deleted: false,
    disable_correlation: false,
    comment: [path ?? '', ...because].filter(part => part !== '').join(' '),
  }
}

/** A digest and the path it was found at belong together: the object template "file", https://www.misp-project.org/objects.html#_file */
function fileObject(file: Indicator & { readonly path: string }, incident: string, timestamp: string) {
  const { value, path, because } = file
  const digest = {
    ...attributeOf({ ...file, path: undefined }, incident, timestamp),
    uuid: uuidOf(`misp ${incident} sha256 ${value} of ${path}`),
    object_relation: 'sha256',
  }
  const name = { ...file, kind: 'path', value: path, path: undefined } as const
  return {
    uuid: uuidOf(`misp ${incident} file ${value} ${path}`),
    name: 'file',
    'meta-category': 'file',
    description: 'File object describing a file with meta-information',
    template_uuid: '688c46fb-5edb-40a3-8273-1af7923e2215',
    template_version: '24',
    distribution: '5',
    timestamp,
    comment: because.join(' '),
    Attribute: [digest, { ...attributeOf(name, incident, timestamp), object_relation: 'fullpath', type: 'text', category: 'Other' }],
  }
}

/** MISP refuses values that do not look like their type. */
const shapes: Readonly<Partial<Record<Indicator['kind'], RegExp>>> = {
  url: /^[^\n]+$/,
  path: /^[^\n]+$/,
  sha256: /^[\da-f]{64}$/i,
  wallet: /^[48][1-9A-HJ-NP-Za-km-z]{94,105}$/,
  'ssh-key': /^(?:SHA256:[\w+/]{43}=?|(?:MD5:)?[\da-f]{2}(?::[\da-f]{2}){15})$/,
}
const bitcoin = /^(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[a-z0-9]{20,80})$/

/** Bitcoin's wallets have a type of their own, Monero's too; others are told as text, and so is what has not the shape of its type. */
function kindOf({ kind, value, role }: Indicator): readonly [string, string, boolean] {
  if (kind === 'ip' && role === 'access') return ['ip-src', 'Network activity', true]
  if (kind === 'wallet' && bitcoin.test(value)) return ['btc', 'Financial fraud', true]
  if (kind === 'domain' ? isDomainName(value) : shapes[kind]?.test(value) !== false) return kinds[kind]
  return ['other', kind === 'wallet' ? 'Financial fraud' : 'Other', false]
}
