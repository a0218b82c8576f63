// What was performed and taken back, for a person: one line a step.
import { styleText } from 'node:util'
import type { Outcome, Result } from '../case/perform.ts'
import type { Undone } from '../case/undo.ts'
import { chineseGap } from '../core/gap-words.ts'
import type { Lang, Text } from '../core/text.ts'
import { sayer } from './language.ts'
import { padded, short } from './safe.ts'

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
export function hindrance(detail: string, lang: Lang): string {
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
