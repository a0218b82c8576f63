// The result of a scan for a person at a terminal: the verdict first, then why, then what was not seen.
import { styleText } from 'node:util'
import { kindOf, nameOf } from '../core/entity.ts'
import type { Finding, Severity } from '../core/finding.ts'
import { type Gap, isHole } from '../core/gap.ts'
import { chineseGap } from '../core/gap-words.ts'
import type { Origin } from '../core/host.ts'
import type { HostVerdict, Incident, ScanResult, WireCoverage } from '../core/incident.ts'
import type { Instant } from '../core/instant.ts'
import type { Lang } from '../core/text.ts'
import { classes, reasons, severities, verdicts } from '../core/words.ts'
import { counted } from '../report/figures.ts'
import { sayer } from './language.ts'
import { padded, safe, short } from './safe.ts'

const isGrave = ({ severity }: Finding): boolean => severity === 'critical' || severity === 'high' || severity === 'medium'
const mostFindings = 30
const mostGaps = 12
const mostNamed = 5
const colours = {
  mining: ['red', 'bold'],
  suspicious: ['yellow', 'bold'],
  incomplete: ['magenta', 'bold'],
  clean: ['green', 'bold'],
  authorised: ['cyan'],
  benign: ['green'],
} as const
const severityColours: Readonly<Record<Severity, 'red' | 'yellow' | 'dim'>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'dim',
  info: 'dim',
}

export function renderScan(result: ScanResult, origin: Origin | { readonly kind: 'capture' | 'network' }, lang: Lang): string {
  const say = sayer(lang)
  const lines = [
    heading(result, origin, lang),
    '',
    `  ${styleText([...colours[result.verdict]], ` ${say(verdicts[result.verdict])} `)}  ${safe(summary(result, lang))}`,
    '',
  ]
  const isTraffic = origin.kind === 'capture' || origin.kind === 'network'
  for (const incident of result.incidents) lines.push(...incidentLines(incident, isTraffic, lang), '')
  const told = new Set(result.incidents.flatMap(i => i.findings.map(f => f.id)))
  const accused = new Set(result.incidents.flatMap(i => i.members))
  const others = result.findings.filter(f => !told.has(f.id) && !f.about.every(id => accused.has(id)))
  if (others.length > 0)
    lines.push(
      say({ zh: '其他发现(单独不足以定性):', en: 'Other observations (none decides alone):' }),
      ...findingLines(others, isTraffic, lang),
      '',
    )
  lines.push(...gapLines(result.gaps, lang), ...selfLine(result, lang), ...footer(result, lang))
  return `${lines.join('\n')}\n`
}

function heading({ host, startedAt, coverage: { wire } }: ScanResult, origin: Parameters<typeof renderScan>[1], lang: Lang): string {
  const where = {
    live: () => ({ zh: '本机', en: 'this host' })[lang],
    disk: (root: string) => `${{ zh: '磁盘', en: 'disk' }[lang]} ${root}`,
    snapshot: (taken: string) => `${{ zh: '快照', en: 'snapshot of' }[lang]} ${taken}`,
    network: () => ({ zh: '实时流量', en: 'live traffic' })[lang],
    capture: () => ({ zh: '抓包文件', en: 'capture' })[lang],
  }
  const sight =
    origin.kind === 'disk'
      ? where.disk(origin.root)
      : origin.kind === 'snapshot'
        ? where.snapshot(origin.taken)
        : origin.kind === 'capture'
          ? where.capture()
          : origin.kind === 'network'
            ? where.network()
            : where.live()
  return `${styleText('bold', `davylamp 矿灯`)}  ${safe(host)} · ${safe(sight)} · ${timeOf(wire, startedAt)} UTC`
}

const secondsOf = (at: Instant): string => at.slice(0, 19).replace('T', ' ')

/** What captures show happened when they were taken, not when they are read. */
function timeOf(wire: WireCoverage | undefined, startedAt: Instant): string {
  return wire?.from === undefined || wire.to === undefined ? secondsOf(startedAt) : `${secondsOf(wire.from)} – ${secondsOf(wire.to)}`
}

function summary({ verdict, incidents, findings, coverage }: ScanResult, lang: Lang): string {
  const [first] = incidents
  const percent = first === undefined ? '' : `${Math.min(99, Math.floor(first.confidence * 100))} %`
  const family = first?.family === undefined ? '' : ` · ${first.family}`
  const texts: Readonly<Record<HostVerdict, { zh: string; en: string }>> = {
    mining:
      coverage.collectors.length > 0
        ? { zh: `这台主机被用于挖矿(把握 ${percent})${family}`, en: `this host is used for mining (confidence ${percent})${family}` }
        : { zh: `流量中有挖矿通信(把握 ${percent})${family}`, en: `there is mining in this traffic (confidence ${percent})${family}` },
    suspicious: {
      zh: `有入侵迹象,但尚不足以认定挖矿(把握 ${percent})${family}`,
      en: `signs of an intrusion, not enough to say mining (confidence ${percent})${family}`,
    },
    clean: findings.some(isGrave)
      ? {
          zh: '没有挖矿或入侵成功的证据,但有下列可疑迹象,请逐条确认',
          en: 'no evidence of mining or of a break-in that worked, but something was tried or looks odd: see below',
        }
      : { zh: '在所看到的范围内没有挖矿或入侵的证据', en: 'no evidence of mining or intrusion in all that was looked at' },
    incomplete: findings.some(isGrave)
      ? {
          zh: '有下列可疑迹象,不足以定性;另有些地方没能看到,不能说它是干净的',
          en: 'something looks odd (see below), nothing that decides; and not everything could be looked at: this is not "clean"',
        }
      : {
          zh: '所见部分没有问题,但有些地方没能看到,不能说它是干净的',
          en: 'nothing found, but not everything could be looked at: this is not "clean"',
        },
  }
  return texts[verdict][lang]
}

function incidentLines(incident: Incident, isTraffic: boolean, lang: Lang): string[] {
  const say = sayer(lang)
  const title = `${incident.id}  ${say(verdicts[incident.verdict])}${incident.family === undefined ? '' : ` · ${safe(incident.family)}`}`
  const counts = {
    zh: `${incident.findings.length} 条发现,涉及 ${incident.members.length} 个对象`,
    en: `${counted(incident.findings.length, 'finding')} about ${counted(incident.members.length, 'thing')}`,
  }
  return [
    `${styleText([...colours[incident.verdict]], title)}  ${styleText('dim', say(counts))}`,
    ...findingLines(incident.findings, isTraffic, lang),
  ]
}

/** Of traffic nothing is kept that `explain` could tell later: since when, whose wallet and how much stand here. */
function findingLines(findings: readonly Finding[], isTraffic: boolean, lang: Lang): string[] {
  const say = sayer(lang)
  const lines = findings.slice(0, mostFindings).flatMap(f => {
    const [first] = f.evidence
    const mark = styleText(severityColours[f.severity], padded(say(severities[f.severity]), 8))
    const more = f.evidence.length > 1 ? ` (+${f.evidence.length - 1})` : ''
    return [
      `  ${mark} ${styleText('dim', padded(say(classes[f.class]), 11))} ${short(say(f.title), 150)}`,
      styleText('dim', `             ${f.id} ${short(first.locator, 80)}: ${short(first.excerpt, 120)}${more}`),
      ...(isTraffic && isGrave(f)
        ? [styleText('dim', `             ${f.at === undefined ? '' : `${secondsOf(f.at)} UTC · `}${short(say(f.why), 420)}`)]
        : []),
      ...(f.whyNot === undefined ? [] : [styleText('dim', `             ${short(say(f.whyNot), 200)}`)]),
    ]
  })
  const left = findings.length - mostFindings
  return left <= 0 ? lines : [...lines, say({ zh: `  另有 ${left} 条,用 --json 查看全部`, en: `  and ${left} more: --json has them all` })]
}

function gapLines(gaps: readonly Gap[], lang: Lang): string[] {
  const say = sayer(lang)
  const ordered = [...gaps].sort((a, b) => Number(isHole(b)) - Number(isHole(a)))
  if (ordered.length === 0) return []
  const lines = ordered
    .slice(0, mostGaps)
    .map(
      g =>
        `  ${padded(say(reasons[g.why] ?? { zh: g.why, en: g.why }), 18)} ${short(g.source, 70)}${g.detail === '' ? '' : ` – ${short((lang === 'zh' ? chineseGap(g.detail) : undefined) ?? g.detail, 90)}`}`,
    )
  const left = ordered.length - mostGaps
  if (left > 0) lines.push(say({ zh: `  另有 ${left} 处`, en: `  and ${left} more` }))
  return [styleText('magenta', say({ zh: '没能看到的地方:', en: 'What could not be looked at:' })), ...lines, '']
}

/** A capture shows which machine mines; which program does, only that machine can tell. */
function nextOf(incidents: readonly Incident[], isLive: boolean, lang: Lang): string[] {
  const miners = incidents.filter(i => i.verdict === 'mining').flatMap(i => i.members.filter(id => kindOf(id) === 'ip').map(nameOf))
  if (miners.length === 0) return []
  if (isLive)
    return [
      {
        zh: '下一步:davylamp scan 查看背后的进程,davylamp respond 处置',
        en: 'Next: davylamp scan looks at the process behind it, davylamp respond answers it',
      }[lang],
    ]
  const where = [...new Set(miners)].slice(0, mostNamed).join(', ')
  return [
    {
      zh: `下一步:在 ${where} 上运行 davylamp scan(加 --capture 可与本抓包合并),找出是哪个进程`,
      en: `Next: davylamp scan on ${where} (--capture joins this capture) tells which process it is`,
    }[lang],
  ]
}

/** Whether what davylamp saw was bent on its way: told every time, good or bad. */
function selfLine({ self }: ScanResult, lang: Lang): string[] {
  if (self === undefined) return []
  const say = sayer(lang)
  const foreign = [...self.foreign, ...self.environment].map(text => short(text, 60)).join(', ')
  if (foreign !== '')
    return [
      styleText(
        ['red', 'bold'],
        say({ zh: `davylamp 自身被注入了外来代码:${foreign}`, en: `Foreign code is loaded into davylamp itself: ${foreign}` }),
      ),
    ]
  const clean = self.rawCalls
    ? { zh: '自身完整性:未加载外来代码,直接使用系统调用', en: 'Own integrity: no foreign code loaded, raw system calls in use' }
    : {
        zh: '自身完整性:未加载外来代码,但无法直接使用系统调用',
        en: 'Own integrity: no foreign code loaded, but no raw system calls on this runtime',
      }
  return [styleText('dim', say(clean))]
}

const mostRemarks = 5

function footer({ coverage: { facts, collectors, persistence, detectors, wire }, cost, incidents }: ScanResult, lang: Lang): string[] {
  const n = (kind: string): number => facts[kind] ?? 0
  const seconds = (cost.wallMs / 1000).toFixed(1)
  const cpu = (cost.cpuMs / 1000).toFixed(1)
  const mib = Math.round(cost.peakBytes / 2 ** 20)
  const { frames = 0, conversations = 0, dissectors = [], remarks = [] } = wire ?? {}
  const written = remarks
    .slice(0, mostRemarks)
    .map(remark => styleText('dim', `${{ zh: '抓包中的注释', en: 'Comment in the capture' }[lang]} ${safe(remark)}`))
  const packets = {
    zh: `已查看 ${frames} 个数据包、${conversations} 个会话,${dissectors.length} 种协议、${detectors.length} 个检测项;用时 ${seconds} 秒(CPU ${cpu} 秒,内存 ${mib} MiB)`,
    en: `Looked at ${counted(frames, 'packet')} of ${counted(conversations, 'conversation')} for ${dissectors.length} protocols with ${detectors.length} detectors in ${seconds} s (${cpu} s CPU, ${mib} MiB)`,
  }
  if (collectors.length === 0) return [...written, styleText('dim', packets[lang]), ...nextOf(incidents, wire?.captures.length === 0, lang)]
  const looked = {
    zh: `已查看 ${n('processes')} 个进程、${n('sockets')} 个套接字、${n('files')} 个文件、${n('autostarts')} 个自启动入口(${persistence.length} 类),${detectors.length} 个检测项;用时 ${seconds} 秒(CPU ${cpu} 秒,内存 ${mib} MiB)`,
    en: `Looked at ${n('processes')} processes, ${n('sockets')} sockets, ${n('files')} files, ${n('autostarts')} autostarts of ${persistence.length} kinds with ${detectors.length} detectors in ${seconds} s (${cpu} s CPU, ${mib} MiB)`,
  }
  const [first] = incidents
  const next = first === undefined ? [] : [{ zh: `下一步:davylamp explain ${first.id}`, en: `Next: davylamp explain ${first.id}` }[lang]]
  return [styleText('dim', looked[lang]), ...(wire === undefined ? [] : [styleText('dim', packets[lang])]), ...next]
}
