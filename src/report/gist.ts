// What a report says in one sentence each: what, since when, how, what was reached, what it cost, done, left, not known. For the summary and for what authorities ask.
import { isHole } from '../core/gap.ts'
import type { ReportCase } from '../core/report.ts'
import type { Lang, Text } from '../core/text.ts'
import { standings } from '../core/trace-words.ts'
import { costOf } from './cost.ts'
import { countOf, deedsOf } from './deeds.ts'
import { counted, money, number, rangeOf } from './figures.ts'
import { indicatorsOf } from './indicators.ts'
import { percent, spanOf, timeOf, timeThere, timeWithin } from './say.ts'
import { stateText, verdictOf } from './standing.ts'
import { dueAt, dueText, toDoOf } from './to-do.ts'

export interface Gist {
  readonly head: Text
  readonly text: Text
}

export type GistOf = (report: ReportCase, lang: Lang) => Gist

export const what: GistOf = ({ incident, result }) => {
  const { verdict, confidence, family, findings } = incident
  const sure = percent(Math.min(0.99, confidence))
  const { zh, en } = verdictOf(verdict).text
  return {
    head: { zh: '结论', en: 'Verdict' },
    text: {
      zh: `${result.host}:${zh}(把握 ${sure}${family === undefined ? '' : `,家族 ${family}`}),依据 ${findings.length} 条发现。`,
      en: `${result.host}: ${en.toLowerCase()} (confidence ${sure}${family === undefined ? '' : `, family ${family}`}), by ${counted(findings.length, 'finding')}.`,
    },
  }
}

export const since: GistOf = ({ trace, result }) => {
  const head = { zh: '时间', en: 'Since when' }
  const { occurrence, discovery, handling } = trace?.moments ?? {}
  const noticed = discovery?.at ?? result.finishedAt
  const found = timeWithin(noticed, discovery?.spread ?? 0)
  const lasted = occurrence === undefined ? 0 : Math.max(0, Date.parse(noticed) - Date.parse(occurrence.at)) / 1000
  const zh = [
    occurrence === undefined ? '起始时间未能确定' : `最早的可信痕迹在 ${timeWithin(occurrence.at, occurrence.spread)}`,
    `发现于 ${found}${occurrence === undefined ? '' : `(相隔 ${spanOf(lasted, 'zh')})`}`,
    ...(handling === undefined ? [] : [`处置始于 ${timeWithin(handling.at, handling.spread)}`]),
  ]
  const en = [
    occurrence === undefined
      ? 'when it began could not be determined'
      : `earliest trace that can be believed ${timeWithin(occurrence.at, occurrence.spread)}`,
    `noticed ${found}${occurrence === undefined ? '' : ` (${spanOf(lasted)} later)`}`,
    ...(handling === undefined ? [] : [`answered from ${timeWithin(handling.at, handling.spread)}`]),
  ]
  return { head, text: { zh: `${zh.join(',')}。`, en: `${en.join('; ')}.` } }
}

export const entry: GistOf = ({ trace }) => {
  const head = { zh: '入口', en: 'How they got in' }
  if (trace === undefined) return { head, text: { zh: '尚未溯源(davylamp trace)。', en: 'not traced yet (davylamp trace).' } }
  const [first, second] = trace.candidates
  const address = first.entry?.address
  const { zh, en } = standings[trace.standing]
  // A way in that is settled needs no second; where it is open the reader should see what it stands against.
  const other = trace.standing === 'established' || second === undefined ? undefined : second
  return {
    head,
    text: {
      zh: `${zh}:${first.title.zh}(${percent(first.posterior)})${address === undefined ? '' : `,来自 ${address}`}${other === undefined ? '' : `;其次 ${other.title.zh}(${percent(other.posterior)})`}。`,
      en: `${en}: ${first.title.en} (${percent(first.posterior)})${address === undefined ? '' : `, from ${address}`}${other === undefined ? '' : `; next ${other.title.en} (${percent(other.posterior)})`}.`,
    },
  }
}

export const reach: GistOf = ({ trace, plan, incident }) => {
  const kinds = trace?.reach.length ?? plan?.advice.filter(a => a.by !== undefined).length ?? 0
  const out = trace?.passages.filter(p => p.sure === 'seen').length ?? 0
  const asRoot = incident.origins?.processes.some(p => p.uid === 0) === true
  const zh = [
    ...(asRoot ? ['以 root 运行,本机数据均可被读取'] : []),
    kinds === 0 ? '未发现它能读到的机密' : `${kinds} 类机密可能已被读取,须更换`,
    out > 0 ? `有 ${out} 处横向移动记录` : '未见横向移动的记录',
    '数据是否外传,仅凭本机记录不能排除',
  ]
  const en = [
    ...(asRoot ? ['it ran as root, so all data of the host could be read'] : []),
    kinds === 0 ? 'no secret within its reach was found' : `${counted(kinds, 'kind')} of secrets could be read and must be replaced`,
    out > 0 ? `${counted(out, 'movement')} to or from other hosts on record` : 'no movement to other hosts is on record',
    'that data left the host cannot be ruled out from its own records',
  ]
  return { head: { zh: '影响', en: 'What could be taken' }, text: { zh: `${zh.join(';')}。`, en: `${en.join('; ')}.` } }
}

export const cost: GistOf = (report, lang) => {
  const head = { zh: '损失', en: 'Cost' }
  const known = costOf(report)
  if (known === undefined)
    return {
      head,
      text: { zh: '未见到运行中的挖矿进程,无法估算。', en: 'no mining process was seen running, so nothing can be estimated.' },
    }
  const { coreHours, computing, prices } = known
  if (coreHours.high < 0.01)
    return {
      head,
      text: { zh: '所见进程尚未占用可计量的 CPU 时间。', en: 'the processes seen had not yet used processor time worth counting.' },
    }
  const hours = rangeOf(coreHours, n => number(n, lang))
  const worth = computing === undefined ? '' : money(computing, prices.currency, lang)
  return {
    head,
    text: {
      zh: `被占用 ${hours} 核时${worth === '' ? '' : `,约合算力费用 ${worth}`};业务影响与人工未计入(假设见“损失”一章)。`,
      en: `${hours} core-hours taken${worth === '' ? '' : `, worth about ${worth} of computing`}; harm to the business and labour not counted (assumptions in the chapter on cost).`,
    },
  }
}

export const done: GistOf = ({ plan, records }) => {
  const deeds = deedsOf(plan, records)
  const [ok, failed] = [countOf(deeds, 'done', 'moot'), countOf(deeds, 'failed')]
  const standing = deeds.filter(d => d.standing === 'done')
  const back = standing.filter(d => d.step.reversible).length
  return {
    head: { zh: '已做', en: 'Done' },
    text:
      deeds.length === 0 || records.length === 0
        ? { zh: '尚未处置。', en: 'nothing has been done yet.' }
        : {
            zh: `${deeds.length} 个步骤完成 ${ok} 个${failed > 0 ? `,失败 ${failed} 个` : ''};${back} 个可逐字节撤销,${standing.length - back} 个不可撤销(如结束进程)。`,
            en: `${ok} of ${counted(deeds.length, 'step')}${failed > 0 ? `, ${failed} failed` : ''}; ${back} can be undone to the byte, ${standing.length - back} cannot (such as ended processes).`,
          },
  }
}

export const state: GistOf = report => {
  const { zh, en } = stateText(report)
  const { looks, nextLook } = report
  const head = { zh: '现状', en: 'State' }
  // Before an answer there is nothing to look at again.
  if (report.state === undefined) return { head, text: { zh: `${zh}。`, en: `${en}.` } }
  return {
    head,
    text: {
      zh: `${zh};已复查 ${looks.length} 次${nextLook === undefined ? '' : `,下次 ${timeOf(nextLook.at)}`}。`,
      en: `${en}; looked at ${counted(looks.length, 'time')} since${nextLook === undefined ? '' : `, next ${timeOf(nextLook.at)}`}.`,
    },
  }
}

export const left: GistOf = report => {
  const head = { zh: '待办', en: 'Still to do' }
  const items = toDoOf(report)
  const [first] = items
  if (first === undefined) return { head, text: { zh: '没有遗留事项。', en: 'nothing is left to people.' } }
  const until = first.by === undefined ? '' : timeThere(dueAt(report, first.by), report.trace?.zone)
  const by = first.by === undefined ? dueText(undefined) : { zh: `${until} 前`, en: `by ${until}` }
  return {
    head,
    text: {
      zh: `${items.length} 项须由人完成;最急的(${by.zh}):${first.title.zh}。`,
      en: `${counted(items.length, 'thing')} for people; most urgent (${by.en}): ${first.title.en}.`,
    },
  }
}

export const clues: GistOf = report => {
  const all = indicatorsOf(report)
  const addresses = all.filter(i => i.kind === 'ip' && i.role === 'access').map(i => i.value)
  return {
    head: { zh: '线索', en: 'Clues' },
    text: {
      zh: `${all.length} 条失陷指标${addresses.length === 0 ? '' : `;攻击来源地址 ${addresses.slice(0, 3).join('、')}`}。`,
      en: `${counted(all.length, 'indicator')}${addresses.length === 0 ? '' : `; addresses of the intruder ${addresses.slice(0, 3).join(', ')}`}.`,
    },
  }
}

export const unseen: GistOf = ({ result, trace }) => {
  const holes = [...result.gaps, ...(trace?.gaps ?? [])].filter(isHole).length
  const wiped = trace?.sources.filter(s => s.state === 'wiped').length ?? 0
  const zh = [holes === 0 ? '本应查看的都看到了' : `${holes} 处本应查看而未能查看`, ...(wiped > 0 ? [`${wiped} 类日志被清除`] : [])]
  const en = [
    holes === 0 ? 'all that should be looked at was' : `${counted(holes, 'place')} that should have been looked at could not be`,
    ...(wiped > 0 ? [`${counted(wiped, 'kind')} of logs wiped`] : []),
  ]
  return {
    head: { zh: '未知', en: 'Not known' },
    text: { zh: `${zh.join(',')}(见“范围与盲区”)。`, en: `${en.join('; ')} (see scope and gaps).` },
  }
}
