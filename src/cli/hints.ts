// What a response leaves to a person: advice, the way back, and when to look next.
import type { Lang } from '../core/text.ts'
import { readCase } from '../store/cases.ts'
import { tell } from './carry-out.ts'
import { sayer } from './language.ts'
import { nextLookText } from './render-aftermath.ts'
import { adviceLines } from './render-plan.ts'
import { nextLookFor } from './stay.ts'

interface Given {
  readonly root: string
  readonly state: string
  readonly lang: Lang
}

/** Of these cases, the first round's first. */
export function tellHints(cases: readonly string[], { root, state, lang }: Given): void {
  const say = (zh: string, en: string): void => tell(`${sayer(lang)({ zh, en })}\n`)
  const views = cases.map(id => readCase(state, id))
  const left = views.flatMap(one => one.plan.advice).filter(a => a.before !== true)
  const advice = [...new Map(left.map(one => [one.title.en, one])).values()]
  tell(`\n${adviceLines({ advice }, lang).join('\n')}`)
  for (const { id } of views.toReversed()) say(`撤销:davylamp undo ${id}`, `Take it back: davylamp undo ${id}`)
  const next = views.flatMap(view => nextLookFor(view) ?? []).toSorted((a, b) => (a.at < b.at ? -1 : 1))[0]
  const when = nextLookText(next, Date.now())
  if (when === undefined || root !== '') return
  say(
    `${when.zh}:davylamp verify --due(适合放进定时器),或 davylamp verify --stay 守到观察期结束`,
    `${when.en}: davylamp verify --due (fit for a timer), or davylamp verify --stay to stay until it is proven`,
  )
}
