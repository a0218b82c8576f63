// What was performed, taken back and found again, for a person: one line a step, then what is left.
import { styleText } from 'node:util'
import type { Outcome, Result } from '../case/perform.ts'
import type { Undone } from '../case/undo.ts'
import type { Aftermath, Returned, Waiting } from '../case/verify-response.ts'
import { nameOf } from '../core/entity.ts'
import type { Incident } from '../core/incident.ts'
import type { Step } from '../core/plan.ts'
import type { Lang, Text } from '../core/text.ts'
import { chineseGap } from './gap-words.ts'
import { type Say, sayer } from './language.ts'
import { padded, safe, short } from './safe.ts'
import { verdicts } from './words.ts'

const results: Readonly<Record<Result | Undone['result'], Text>> = {
  done: { zh: '已执行', en: 'done' },
  already: { zh: '此前已完成', en: 'already so' },
  would: { zh: '可执行', en: 'would do' },
  refused: { zh: '拒绝', en: 'refused' },
  failed: { zh: '失败', en: 'failed' },
  blocked: { zh: '受阻', en: 'blocked' },
  left: { zh: '未执行', en: 'left' },
  undone: { zh: '已撤销', en: 'undone' },
  gone: { zh: '无法撤销', en: 'cannot be undone' },
}

const colours = {
  done: 'green',
  already: 'dim',
  would: 'cyan',
  refused: 'magenta',
  failed: 'red',
  blocked: 'yellow',
  left: 'dim',
  undone: 'green',
  gone: 'magenta',
} as const

const width = 110

export function outcomeLine({ step, result, detail }: Outcome | Undone, lang: Lang): string {
  const say = sayer(lang)
  const word = styleText(colours[result], padded(say(results[result]), lang === 'zh' ? 11 : 17))
  const why = detail === '' || result === 'left' ? '' : styleText('dim', ` – ${short(hindrance(detail, lang), width)}`)
  return `  ${word} ${step.id} ${short(say(step.title), width)}${why}\n`
}

/** "source: phrase" with the phrase in the reader's language where there are words for it. */
function hindrance(detail: string, lang: Lang): string {
  if (lang === 'en') return detail
  const at = detail.indexOf(': ')
  const said = chineseGap(detail.slice(at + 2)) ?? chineseGap(detail)
  return said === undefined ? detail : at < 0 ? said : `${detail.slice(0, at)}:${said}`
}

export function tally(outcomes: readonly (Outcome | Undone)[], lang: Lang): string {
  const say = sayer(lang)
  const counts = Map.groupBy(outcomes, o => o.result)
  const parts = [...counts].map(([result, list]) =>
    lang === 'zh' ? `${say(results[result])} ${list.length} 项` : `${list.length} ${say(results[result])}`,
  )
  return `${styleText('bold', parts.join(lang === 'zh' ? ',' : ', ') || say({ zh: '没有可做的', en: 'nothing to do' }))}\n`
}

export function renderAftermath(after: Aftermath, lang: Lang): string {
  const say = sayer(lang)
  const lines = [
    ...brokenLines(after.broken, lang),
    ...listed(
      say({ zh: '又回来了:', en: 'Came back:' }),
      after.returned.map(r => returnedLine(r, say)),
    ),
    ...listed(
      say({ zh: '仍有残留:', en: 'Still there:' }),
      after.residue.map(f => `${short(say(f.title), width)} ${styleText('dim', f.id)}`),
    ),
    ...listed(
      say({ zh: '复查看到的事件:', en: 'Incidents that a fresh scan sees:' }),
      after.incidents.map(i => incidentLine(i, say)),
    ),
  ]
  if (lines.length === 0)
    lines.push(
      styleText(
        'green',
        say({
          zh: '复查:已处置的没有残留,也没有东西回来。',
          en: 'Looked again: of what was answered nothing is left, and nothing came back.',
        }),
      ),
    )
  lines.push(
    ...listed(
      say({ zh: '安全护栏未让触碰、仍需您处理的:', en: 'What a guard kept from being touched is left to you:' }),
      after.spared.map(f => `${short(say(f.title), width)} ${styleText('dim', f.id)}`),
    ),
    ...listed(
      say({
        zh: '这台主机上另有事件,需单独处置(davylamp respond 编号):',
        en: 'Other incidents on this host want an answer of their own (davylamp respond ID):',
      }),
      after.others.map(i => incidentLine(i, say)),
    ),
  )
  return `${lines.join('\n')}\n`
}

function incidentLine({ id, verdict, family }: Incident, say: Say): string {
  return `${id} ${say(verdicts[verdict])}${family === undefined ? '' : ` · ${safe(family)}`}`
}

function brokenLines(broken: readonly { readonly step: Step; readonly detail: string }[], lang: Lang): string[] {
  const say = sayer(lang)
  const head = say({ zh: '已执行但不再有效的步骤:', en: 'Done, but no longer so:' })
  return listed(
    head,
    broken.map(({ step, detail }) => `${step.id} ${short(say(step.title), width)} – ${short(hindrance(detail, lang), width)}`),
  )
}

function returnedLine({ what, by }: Returned, say: Say): string {
  const causes = by.map(id => short(nameOf(id), 80)).join(', ')
  const because =
    causes === '' ? say({ zh: '原因未知', en: 'by what is not known' }) : say({ zh: `由 ${causes} 带回`, en: `brought back by ${causes}` })
  return `${short(nameOf(what), 80)} – ${because}`
}

function listed(head: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [styleText('red', head), ...items.map(item => `  ${item}`)]
}

/** What the wait does not prove. */
export function renderBeyond({ beyond }: Waiting, lang: Lang): string {
  if (beyond.length === 0) return ''
  const say = sayer(lang)
  const names = beyond.slice(0, 6).map(m => `  ${short(nameOf(m.id), 80)}${m.when === '' ? '' : ` (${short(m.when, 40)})`}`)
  const head = {
    zh: `没有等到下列机制的下一次触发,请稍后运行 davylamp verify(共 ${beyond.length} 项):`,
    en: `Not waited for, as they strike later or by no clock (${beyond.length}); run "davylamp verify" afterwards:`,
  }
  return `${styleText('dim', [say(head), ...names].join('\n'))}\n`
}
