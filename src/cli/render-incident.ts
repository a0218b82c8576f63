// An incident as a story: what it is, how its parts hang together, why each is believed, and what would speak against it.
import { styleText } from 'node:util'
import { type EntityId, kindOf, nameOf } from '../core/entity.ts'
import type { Finding } from '../core/finding.ts'
import type { Edge, Incident, ScanResult } from '../core/incident.ts'
import type { Lang, Text } from '../core/text.ts'
import { classes, severities, verdicts } from '../core/words.ts'
import { sayer } from './language.ts'
import { padded, safe, short } from './safe.ts'

const mostPerKind = 40

const kinds: Readonly<Record<string, Text>> = {
  process: { zh: '进程', en: 'processes' },
  file: { zh: '文件', en: 'files' },
  connection: { zh: '连接', en: 'connections' },
  autostart: { zh: '自启动', en: 'autostarts' },
  user: { zh: '账户', en: 'accounts' },
  key: { zh: 'SSH 密钥', en: 'SSH keys' },
  container: { zh: '容器', en: 'containers' },
  module: { zh: '内核模块', en: 'kernel modules' },
  wallet: { zh: '钱包', en: 'wallets' },
  domain: { zh: '域名', en: 'domains' },
  ip: { zh: '地址', en: 'addresses' },
}

const ties: Readonly<Record<string, Text>> = {
  runs: { zh: '运行', en: 'runs' },
  spawned: { zh: '派生了', en: 'spawned' },
  starts: { zh: '启动', en: 'starts' },
  connects: { zh: '连接到', en: 'connects to' },
  in: { zh: '位于容器', en: 'is in container' },
  is: { zh: '就是文件', en: 'is the file' },
  names: { zh: '的内容提到', en: 'names' },
  beside: { zh: '同目录于', en: 'lies beside' },
  'same server': { zh: '与之取自同一服务器:', en: 'fetches from the same server as' },
  opens: { zh: '可登录', en: 'opens account' },
}

export function renderIncident(incident: Incident, result: ScanResult, lang: Lang): string {
  const say = sayer(lang)
  const percent = Math.min(99, Math.floor(incident.confidence * 100))
  const lines = [
    styleText(
      'bold',
      `${incident.id} · ${safe(result.host)} · ${say(verdicts[incident.verdict])} (${percent} %)${incident.family === undefined ? '' : ` · ${safe(incident.family)}`}`,
    ),
    '',
    say({
      zh: '判断依据(互相独立的证据类别,同类只取最强的一条):',
      en: 'Why (independent classes of evidence; within a class only the strongest counts):',
    }),
    ...classLines(incident, lang),
    '',
    say({ zh: '涉及的对象:', en: 'What belongs to it:' }),
    ...memberLines(incident, lang),
  ]
  if (incident.edges.length > 0)
    lines.push(
      '',
      say({ zh: '它们之间的关系:', en: 'How it hangs together:' }),
      ...incident.edges.slice(0, mostPerKind).map(e => `  ${edgeLine(e, lang)}`),
    )
  if (incident.timeline.length > 0)
    lines.push(
      '',
      say({ zh: '时间线(来自文件与进程,可能被篡改):', en: 'Timeline (from files and processes; may have been forged):' }),
      ...incident.timeline.slice(0, mostPerKind).map(t => `  ${t.at.slice(0, 19).replace('T', ' ')}  ${short(say(t.what), 110)}`),
    )
  lines.push(
    '',
    say({ zh: '逐条说明:', en: 'Finding by finding:' }),
    '',
    ...incident.findings.flatMap(f => [renderFinding(f, lang).trimEnd(), '']),
  )
  return `${lines.join('\n')}\n`
}

function classLines({ findings }: Incident, lang: Lang): string[] {
  const say = sayer(lang)
  const best = new Map<Finding['class'], Finding>()
  for (const f of findings) if (f.signal !== 'context' && f.confidence > (best.get(f.class)?.confidence ?? 0)) best.set(f.class, f)
  return [...best.values()]
    .sort((a, b) => b.confidence - a.confidence)
    .map(f => `  ${padded(say(classes[f.class]), 12)} ${padded(`${Math.round(f.confidence * 100)} %`, 6)} ${short(say(f.title), 110)}`)
}

function memberLines({ members }: Incident, lang: Lang): string[] {
  const say = sayer(lang)
  return Object.entries(kinds).flatMap(([kind, words]) => {
    const names = members.filter(id => kindOf(id) === kind)
    if (names.length === 0) return []
    const left = names.length - mostPerKind
    return [
      `  ${say(words)}`,
      ...names.slice(0, mostPerKind).map(id => `    ${short(nameOf(id), 140)}`),
      ...(left > 0 ? [`    … +${left}`] : []),
    ]
  })
}

function edgeLine({ from, to, how }: Edge, lang: Lang): string {
  const say = sayer(lang)
  const name = (id: EntityId): string => short(nameOf(id), 70)
  return `${name(from)} ${styleText('dim', say(ties[how] ?? { zh: how, en: how }))} ${name(to)}`
}

/** One finding with all its evidence, the reason, and what speaks against it. */
export function renderFinding(finding: Finding, lang: Lang): string {
  const say = sayer(lang)
  const head = `${finding.id} ${say(severities[finding.severity])} · ${say(classes[finding.class])} · ${Math.round(finding.confidence * 100)} % · ${finding.detector}${finding.techniques.length > 0 ? ` · ${finding.techniques.join(' ')}` : ''}`
  return [
    `  ${styleText('bold', short(say(finding.title), 150))}`,
    styleText('dim', `    ${head}`),
    `    ${safe(say(finding.why))}`,
    ...(finding.whyNot === undefined ? [] : [`    ${safe(say(finding.whyNot))}`]),
    ...finding.evidence
      .slice(0, 12)
      .map(e => `    · ${short(e.locator, 100)}: ${short(e.excerpt, 160)}${e.sha256 === undefined ? '' : ` (sha256 ${e.sha256})`}`),
    '',
  ].join('\n')
}
