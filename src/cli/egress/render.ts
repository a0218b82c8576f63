// Outgoing connections, the proposed list and what it stops, for a person at a terminal.
import { styleText } from 'node:util'
import type { EgressBook, EgressList, EgressPeer, EgressRefusal, Refusal } from '../../core/egress.ts'
import type { Gap } from '../../core/gap.ts'
import { chineseGap } from '../../core/gap-words.ts'
import type { Lang, Text } from '../../core/text.ts'
import { reasons } from '../../core/words.ts'
import { serviceOf } from '../../intel/services.ts'
import { counted } from '../../report/figures.ts'
import { sayer } from '../language.ts'
import { padded, safe, short } from '../safe.ts'

const most = 60

const whys: Readonly<Record<Refusal, Text>> = {
  listed: { zh: '情报所列', en: 'listed' },
  'pool-like': { zh: '名称像矿池', en: 'called like a pool' },
  nameless: { zh: '公网地址,没有域名,用途不明', en: 'a public address without a name or a known service' },
  unlisted: { zh: '不在清单内', en: 'not on the list' },
}

export function renderBook({ sources, peers, dropped }: EgressBook, lang: Lang): string {
  const say = sayer(lang)
  const conversations = sources.reduce((sum, source) => sum + source.conversations, 0)
  const heading = say({
    zh: `已学习 ${sources.length} 次,共 ${conversations} 个外联会话、${peers.length} 个对象:`,
    en: `Learned from ${counted(sources.length, 'look')}: ${counted(conversations, 'outgoing conversation')} with ${counted(peers.length, 'peer')}:`,
  })
  const rows = [...peers].sort((a, b) => b.conversations - a.conversations)
  const lines = rows.slice(0, most).map(peer => `  ${peerLine(peer, lang)}`)
  const left = rows.length - most
  if (left > 0) lines.push(say({ zh: `  另有 ${left} 个,用 --json 查看全部`, en: `  and ${left} more: --json has them all` }))
  if (dropped > 0)
    lines.push(styleText('magenta', say({ zh: `对象过多,${dropped} 个未保留`, en: `${dropped} peers were too many and are not kept` })))
  return `${[heading, ...lines].join('\n')}\n`
}

export function renderList({ rules }: EgressList, lang: Lang): string {
  const say = sayer(lang)
  const heading = say({ zh: `建议的放行清单(${rules.length} 条):`, en: `Proposed allow-list (${rules.length} rules):` })
  const lines = rules.map(({ to, services, what, processes, conversations }) => {
    const whose = processes.length === 0 ? '' : `  ${short(processes.join(', '), 40)}`
    return `  ${padded(short(to, 44), 44)} ${padded(services.join(' '), 16)} ${padded(say(what.text), 30)} ${conversations}×${styleText('dim', whose)}`
  })
  return `${[styleText('bold', heading), ...lines].join('\n')}\n`
}

export function renderStopped(stopped: readonly EgressRefusal[], conversations: number, lang: Lang): string {
  const say = sayer(lang)
  const count = stopped.reduce((sum, { peer }) => sum + peer.conversations, 0)
  const share = say({ zh: `${conversations} 个会话中的 ${count} 个`, en: `${count} of ${conversations} conversations` })
  if (stopped.length === 0)
    return `${styleText('green', say({ zh: '这份清单不会拦下任何已见到的会话。', en: 'The list would have stopped nothing of what was seen.' }))}\n`
  const lines = stopped.slice(0, most).map(({ peer, why, source }) => {
    const mark = why === 'listed' || why === 'pool-like' ? 'red' : 'yellow'
    return `  ${styleText(mark, peerLine(peer, lang))}\n    ${styleText('dim', `${say(whys[why])}${source === '' ? '' : `: ${short(source, 120)}`}`)}`
  })
  const left = stopped.length - most
  if (left > 0) lines.push(say({ zh: `  另有 ${left} 个,用 --json 查看全部`, en: `  and ${left} more: --json has them all` }))
  return `${[styleText('bold', say({ zh: `会拦下(${share}):`, en: `It would have stopped (${share}):` })), ...lines].join('\n')}\n`
}

export function renderGaps(gaps: readonly Gap[], lang: Lang): string {
  const say = sayer(lang)
  return gaps
    .map(({ source, why, detail }) => {
      const words = (lang === 'zh' ? chineseGap(detail) : undefined) ?? detail
      return `${styleText('magenta', say({ zh: '没能看到:', en: 'Not looked at: ' }))}${safe(source)} – ${say(reasons[why] ?? { zh: why, en: why })}${words === '' ? '' : `, ${safe(words)}`}\n`
    })
    .join('')
}

function peerLine(peer: EgressPeer, lang: Lang): string {
  const { name, address, transport, port, process, conversations } = peer
  const whom = name === '' ? address : `${name} (${address})`
  const whose = process === '' ? '' : `  ← ${short(process, 30)}`
  return `${padded(short(whom, 60), 60)} ${padded(`${transport}/${port}`, 10)} ${padded(serviceOf(peer).text[lang], 24)} ${conversations}×${whose}`
}
