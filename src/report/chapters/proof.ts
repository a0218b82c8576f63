// Whether it holds: the state of the case, each look since the cleaning, and what a look that failed found.
import { caseStateText } from '../../core/case-state.ts'
import { provingDays, type Verification } from '../../core/proof.ts'
import type { Text } from '../../core/text.ts'
import type { ChapterWriter } from '../chapter.ts'
import type { Prose } from '../document.ts'
import { prose, quiet, type Say, sayer, strong, table, timeOf } from '../say.ts'

const mostLooks = 60

const outcomes: Readonly<Record<Verification['outcome'], Text>> = {
  quiet: { zh: '无异常', en: 'quiet' },
  hit: { zh: '有复发', en: 'came back' },
  incomplete: { zh: '未查全', en: 'incomplete' },
}

export const proof: ChapterWriter = {
  id: 'proof',
  title: { zh: '七日观察', en: 'Seven days of proof' },
  write({ state, looks, nextLook }, lang) {
    const say = sayer(lang)
    if (state === undefined)
      return [prose(say({ zh: '没有处置,也就没有可证明的。', en: 'Nothing was answered, so there is nothing to prove.' }))]
    const tone = state.phase === 'clean' ? 'good' : state.phase === 'reinfected' ? 'bad' : 'warning'
    const next = nextLook === undefined ? [] : [say({ zh: ';下次复查 ', en: '; next look ' }), timeOf(nextLook.at)]
    return [
      { kind: 'note', tone, text: [strong(say(caseStateText(state))), ...next] },
      prose(
        say({
          zh: `清除后连续 ${provingDays} 天、每天都有一次无异常的复查才算干净;任何复发都从头计时。`,
          en: `Clean is said after ${provingDays} days with a quiet look on each; anything that comes back starts the clock again.`,
        }),
      ),
      ...(looks.length === 0
        ? []
        : [
            table(
              [say({ zh: '复查时间', en: 'Look' }), say({ zh: '结果', en: 'Outcome' }), say({ zh: '说明', en: 'What it found' })],
              [2, 1, 5],
              looks.slice(-mostLooks).map(look => [[timeOf(look.at)], [say(outcomes[look.outcome])], detailOf(look, say)]),
            ),
          ]),
    ]
  },
}

/** A look keeps its reasons as a list of texts. */
function detailOf({ detail }: Verification, say: Say): Prose {
  try {
    const reasons = JSON.parse(detail) as readonly Partial<Text>[]
    const told = reasons.flatMap(r => (typeof r.zh === 'string' && typeof r.en === 'string' ? [say({ zh: r.zh, en: r.en })] : []))
    return told.length === 0 ? ['–'] : [told.join('; ')]
  } catch {
    return [quiet(detail === '' ? '–' : detail)]
  }
}
