// Ten lines for somebody who reads nothing else: what, since when, how, what it cost, what was reached, done, left, and what is not known.
import { caseStateText } from '../../core/case-state.ts'
import { isHole } from '../../core/gap.ts'
import type { ReportCase } from '../../core/report.ts'
import type { Lang, Text } from '../../core/text.ts'
import { verdicts } from '../../core/words.ts'
import type { ChapterWriter } from '../chapter.ts'
import { costOf } from '../cost.ts'
import { countOf, deedsOf } from '../deeds.ts'
import type { Prose } from '../document.ts'
import { counted, money, number, rangeOf } from '../figures.ts'
import { list, percent, prose, sayer, spanOf, strong, timeWithin } from '../say.ts'
import { toDoOf } from '../to-do.ts'

export const summary: ChapterWriter = {
  id: 'summary',
  title: { zh: '摘要', en: 'Summary' },
  write(report, lang) {
    const say = sayer(lang)
    const lines = [what, since, entry, cost, reach, done, wayBack, proof, left, unseen]
    return [
      prose(say({ zh: '给管理者的十句话;依据见后面各章。', en: 'Ten lines for a manager; the chapters after it give the evidence.' })),
      list(
        lines.map(line => {
          const { head, text } = line(report, lang)
          return [strong(say(head)), `${lang === 'zh' ? '\uff1a' : ': '}${say(text)}`] satisfies Prose
        }),
        true,
      ),
    ]
  },
}

interface Line {
  readonly head: Text
  readonly text: Text
}

function what({ incident, result }: ReportCase): Line {
  const { verdict, confidence, family, findings } = incident
  const sure = percent(Math.min(0.99, confidence))
  const named = family === undefined ? { zh: '', en: '' } : { zh: `,家族 ${family}`, en: `, family ${family}` }
  return {
    head: { zh: '结论', en: 'Verdict' },
    text: {
      zh: `${result.host} ${verdicts[verdict].zh}(把握 ${sure}${named.zh}),${findings.length} 条相互印证的发现。`,
      en: `${result.host}: ${verdicts[verdict].en.toLowerCase()} (confidence ${sure}${named.en}), by ${counted(findings.length, 'finding')}.`,
    },
  }
}

function since({ trace }: ReportCase): Line {
  const head = { zh: '时间', en: 'Since when' }
  const { occurrence, discovery, handling } = trace?.moments ?? {}
  if (occurrence === undefined) return { head, text: { zh: '出现时间未能确定。', en: 'When it began could not be determined.' } }
  const lasted = discovery === undefined ? undefined : (Date.parse(discovery.at) - Date.parse(occurrence.at)) / 1000
  const zh = [
    `最早可信痕迹 ${timeWithin(occurrence.at, occurrence.spread)}`,
    ...(discovery === undefined ? [] : [`发现于 ${timeWithin(discovery.at, discovery.spread)}(相隔 ${spanOf(Math.max(0, lasted ?? 0))})`]),
    ...(handling === undefined ? [] : [`处置始于 ${timeWithin(handling.at, handling.spread)}`]),
  ]
  const en = [
    `earliest trace that can be believed ${timeWithin(occurrence.at, occurrence.spread)}`,
    ...(discovery === undefined
      ? []
      : [`noticed ${timeWithin(discovery.at, discovery.spread)} (${spanOf(Math.max(0, lasted ?? 0))} later)`]),
    ...(handling === undefined ? [] : [`answered from ${timeWithin(handling.at, handling.spread)}`]),
  ]
  return { head, text: { zh: `${zh.join(',')}。`, en: `${en.join('; ')}.` } }
}

function entry({ trace }: ReportCase): Line {
  const head = { zh: '入口', en: 'How they got in' }
  const first = trace?.candidates[0]
  if (trace === undefined || first === undefined)
    return { head, text: { zh: '尚未溯源(davylamp trace)。', en: 'not traced yet (davylamp trace).' } }
  const share = percent(first.posterior)
  const words = {
    established: { zh: '已查实', en: 'established' },
    likely: { zh: '很可能', en: 'likely' },
    open: { zh: '未能确定,最可能的是', en: 'open; the likeliest' },
  }[trace.standing]
  const from =
    first.entry?.address === undefined ? { zh: '', en: '' } : { zh: `,来自 ${first.entry.address}`, en: `, from ${first.entry.address}` }
  return {
    head,
    text: { zh: `${words.zh}:${first.title.zh}(${share})${from.zh}。`, en: `${words.en}: ${first.title.en} (${share})${from.en}.` },
  }
}

function cost(report: ReportCase, lang: Lang): Line {
  const head = { zh: '损失', en: 'Cost' }
  const known = costOf(report)
  if (known === undefined)
    return {
      head,
      text: { zh: '未见到运行中的挖矿进程,无法估算。', en: 'no mining process was seen running, so nothing can be estimated.' },
    }
  const { coreHours, computingCny } = known
  return {
    head,
    text: {
      zh: `被占用 ${rangeOf(coreHours, n => number(n, lang))} 核时,约合算力费用 ${money(computingCny, 'CNY', lang)}(假设见“损失”一章)。`,
      en: `${rangeOf(coreHours, n => number(n, lang))} core-hours taken, worth about ${money(computingCny, 'CNY', lang)} of computing (assumptions in the chapter on cost).`,
    },
  }
}

function reach({ trace, plan }: ReportCase): Line {
  const head = { zh: '影响', en: 'Reach' }
  const kinds = trace?.reach.length ?? plan?.advice.filter(a => a.by !== undefined).length ?? 0
  const out = trace?.passages.filter(p => p.sure === 'seen').length ?? 0
  return {
    head,
    text: {
      zh: `恶意程序能读到 ${kinds} 类机密(须更换)${out > 0 ? `,有 ${out} 处横向移动记录` : ',未见横向移动的记录'}。`,
      en: `${counted(kinds, 'kind')} of secrets could be read and must be replaced; ${out > 0 ? `${counted(out, 'movement')} to or from other hosts on record` : 'no movement to other hosts is on record'}.`,
    },
  }
}

function done({ plan, records }: ReportCase): Line {
  const head = { zh: '已做', en: 'Done' }
  const deeds = deedsOf(plan, records)
  const ok = countOf(deeds, 'done', 'moot')
  return {
    head,
    text:
      deeds.length === 0 || records.length === 0
        ? { zh: '尚未处置。', en: 'nothing has been done yet.' }
        : {
            zh: `${deeds.length} 个步骤完成 ${ok} 个${countOf(deeds, 'failed') > 0 ? `,失败 ${countOf(deeds, 'failed')} 个` : ''}。`,
            en: `${ok} of ${counted(deeds.length, 'step')}${countOf(deeds, 'failed') > 0 ? `; ${countOf(deeds, 'failed')} failed` : ''}.`,
          },
  }
}

function wayBack({ plan, records }: ReportCase): Line {
  const standing = deedsOf(plan, records).filter(d => d.standing === 'done')
  const back = standing.filter(d => d.step.reversible).length
  return {
    head: { zh: '可撤销', en: 'Can be undone' },
    text: {
      zh: standing.length === 0 ? '没有已执行的步骤。' : `${back} 个步骤可逐字节撤销,${standing.length - back} 个不可撤销(如结束进程)。`,
      en:
        standing.length === 0
          ? 'no step stands.'
          : `${counted(back, 'step')} to the byte; ${standing.length - back} cannot be (such as ended processes).`,
    },
  }
}

function proof({ state, looks }: ReportCase): Line {
  const words = state === undefined ? { zh: '没有处置记录', en: 'no response on record' } : caseStateText(state)
  return {
    head: { zh: '现状', en: 'State' },
    text: { zh: `${words.zh};已复查 ${looks.length} 次。`, en: `${words.en}; looked at ${counted(looks.length, 'time')} since.` },
  }
}

function left(report: ReportCase): Line {
  const items = toDoOf(report)
  const urgent = items.filter(i => i.by === 'hour').length
  return {
    head: { zh: '待办', en: 'Still to do' },
    text: {
      zh: items.length === 0 ? '没有遗留事项。' : `${items.length} 项由人完成,其中 ${urgent} 项须在 1 小时内。`,
      en:
        items.length === 0
          ? 'nothing is left to people.'
          : `${counted(items.length, 'thing')} for people, ${urgent} of them within the hour.`,
    },
  }
}

function unseen({ result, trace }: ReportCase): Line {
  const holes = [...result.gaps, ...(trace?.gaps ?? [])].filter(isHole).length
  const wiped = trace?.sources.filter(s => s.state === 'wiped').length ?? 0
  return {
    head: { zh: '未知', en: 'Not known' },
    text: {
      zh: `${holes} 处本应查看而未能查看${wiped > 0 ? `,${wiped} 类日志被清除` : ''}(见“范围与盲区”)。`,
      en: `${counted(holes, 'place')} that should have been looked at could not be${wiped > 0 ? `; ${counted(wiped, 'kind')} of logs wiped` : ''} (see scope and gaps).`,
    },
  }
}
